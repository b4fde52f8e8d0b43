import { stringify } from "yaml";
import type { Surroundings } from "../../language";
import { admin, adminCluster, cluster, listener, managementHost, plainPaths, typed } from "./envoy-configuration";

/** Ports of the proxy: what people are led through, and what probes and monitoring ask. */
export const jumpHostPorts = { http: 8080, management: 8081 } as const;

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
    admin,
    static_resources: {
      listeners: [
        listener({
          name: "http",
          port: jumpHostPorts.http,
          settings: { ...plainPaths, access_log: [sessionLog] },
          routes: { name: "beyond", hosts: beyond.map((place) => virtualHost(at, place)) },
        }),
        listener({ name: "management", port: jumpHostPorts.management, routes: { hosts: [managementHost] } }),
      ],
      clusters: [...beyond.map(({ label, host, port }) => cluster(label, host, port)), adminCluster],
    },
  });

const virtualHost = (at: Surroundings, { label, withheld }: Beyond) => ({
  name: label,
  domains: [at.hostname(label)],
  ...(withheld.length === 0 ? {} : { request_headers_to_remove: withheld }),
  routes: [{ match: { prefix: "/" }, route: { cluster: label, timeout: longestAnswer } }],
});
