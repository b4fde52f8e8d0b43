import { stringify } from "yaml";
import type { Surroundings } from "../../language";

/** Ports of the proxy: what people are led through, and what probes and monitoring ask. */
export const jumpHostPorts = { http: 8080, management: 8081 } as const;

/** Port of Envoy's own interface, which nobody outside the pod reaches. */
const adminPort = 9901;

/** A place in management that the jump host leads to. */
export interface Beyond {
  /** Public label under which people ask for it. */
  readonly label: string;
  readonly host: string;
  readonly port: number;
  /** Headers that it has no use for. */
  readonly withheld: readonly string[];
}

/** Longest time of one answer: a clone of a repository, a query over months. */
const longestAnswer = "300s";

const address = (host: string, port: number) => ({ socket_address: { address: host, port_value: port } });

const cluster = (name: string, type: "STRICT_DNS" | "STATIC", host: string, port: number) => ({
  name,
  type,
  connect_timeout: "5s",
  load_assignment: {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: address(host, port) } }] }],
  },
});

const typed = (name: string) => `type.googleapis.com/envoy.extensions.${name}`;

const router = {
  name: "envoy.filters.http.router",
  typed_config: { "@type": typed("filters.http.router.v3.Router") },
};

/** Who asked for what, and what came of it: one line of JSON a request, which the agents on the nodes carry to where logs are kept. */
const sessionLog = {
  name: "envoy.access_loggers.stdout",
  typed_config: {
    "@type": typed("access_loggers.stream.v3.StdoutAccessLog"),
    log_format: {
      json_format: {
        session: "jump-host",
        time: "%START_TIME%",
        who: "%REQ(X-SIGNED-IN-AS)%",
        from: "%REQ(X-FORWARDED-FOR)%",
        request: "%REQ(X-REQUEST-ID)%",
        method: "%REQ(:METHOD)%",
        host: "%REQ(:AUTHORITY)%",
        // Without the query, in which codes travel.
        path: "%PATH(NQ)%",
        answer: "%RESPONSE_CODE%",
        received: "%BYTES_RECEIVED%",
        sent: "%BYTES_SENT%",
        took: "%DURATION%",
      },
    },
  },
};

/**
 * Envoy's whole configuration, as a file: it leads each public name to one place in management, and every other name nowhere. The
 * gateway before it has signed people in and asked who may pass; nothing but the gateway reaches it.
 */
export const jumpHostConfiguration = (at: Surroundings, beyond: readonly Beyond[]): string =>
  stringify({
    admin: { address: address("127.0.0.1", adminPort) },
    static_resources: {
      listeners: [entry(at, beyond), management],
      clusters: [
        ...beyond.map(({ label, host, port }) => cluster(label, "STRICT_DNS", host, port)),
        cluster("admin", "STATIC", "127.0.0.1", adminPort),
      ],
    },
  });

const entry = (at: Surroundings, beyond: readonly Beyond[]) => ({
  name: "http",
  address: address("0.0.0.0", jumpHostPorts.http),
  filter_chains: [
    {
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager",
          typed_config: {
            "@type": typed("filters.network.http_connection_manager.v3.HttpConnectionManager"),
            stat_prefix: "http",
            normalize_path: true,
            merge_slashes: true,
            access_log: [sessionLog],
            route_config: {
              name: "beyond",
              virtual_hosts: beyond.map(({ label, withheld }) => ({
                name: label,
                domains: [at.hostname(label)],
                ...(withheld.length === 0 ? {} : { request_headers_to_remove: withheld }),
                routes: [{ match: { prefix: "/" }, route: { cluster: label, timeout: longestAnswer } }],
              })),
            },
            http_filters: [router],
          },
        },
      ],
    },
  ],
});

/** Two answers of Envoy's own interface, and none of the others: it could be changed and stopped there. */
const management = {
  name: "management",
  address: address("0.0.0.0", jumpHostPorts.management),
  filter_chains: [
    {
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager",
          typed_config: {
            "@type": typed("filters.network.http_connection_manager.v3.HttpConnectionManager"),
            stat_prefix: "management",
            route_config: {
              name: "management",
              virtual_hosts: [
                {
                  name: "management",
                  domains: ["*"],
                  routes: ["/ready", "/stats/prometheus"].map((path) => ({
                    match: { path, headers: [{ name: ":method", string_match: { exact: "GET" } }] },
                    route: { cluster: "admin" },
                  })),
                },
              ],
            },
            http_filters: [router],
          },
        },
      ],
    },
  ],
};
