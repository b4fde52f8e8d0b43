/** Port of Envoy's own interface, which nobody outside the pod reaches. */
const adminPort = 9901;

const address = (host: string, port: number) => ({ socket_address: { address: host, port_value: port } });

/** Envoy's own interface, for programs of its own pod. */
export const admin = { address: address("127.0.0.1", adminPort) };

/** Type of one of Envoy's extensions, as its configuration names it. */
export const typed = (name: string): string => `type.googleapis.com/envoy.extensions.${name}`;

const clusterOf = (name: string, type: "STRICT_DNS" | "STATIC", host: string, port: number) => ({
  name,
  type,
  connect_timeout: "5s",
  load_assignment: {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: address(host, port) } }] }],
  },
});

/** Where requests are handed on to, looked up by its name in the cluster. */
export const cluster = (name: string, host: string, port: number) => clusterOf(name, "STRICT_DNS", host, port);

/** Leads to Envoy's own interface, for the answers of it that {@link managementHost} shows. */
export const adminCluster = clusterOf("admin", "STATIC", "127.0.0.1", adminPort);

/** Two answers of Envoy's own interface, and none of the others: it could be changed and stopped there. */
export const managementHost = {
  name: "management",
  domains: ["*"],
  routes: ["/ready", "/stats/prometheus"].map((path) => ({
    match: { path, headers: [{ name: ":method", string_match: { exact: "GET" } }] },
    route: { cluster: "admin" },
  })),
};

const router = {
  name: "envoy.filters.http.router",
  typed_config: { "@type": typed("filters.http.router.v3.Router") },
};

export interface Listener {
  readonly name: string;
  readonly port: number;
  /** Further settings of its connections. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where which request goes. Default name: the listener's. */
  readonly routes: { readonly name?: string; readonly hosts: readonly unknown[] };
}

/** Takes requests on a port of the pod, and routes them. */
export const listener = ({ name, port, settings = {}, routes }: Listener) => ({
  name,
  address: address("0.0.0.0", port),
  filter_chains: [
    {
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager",
          typed_config: {
            "@type": typed("filters.network.http_connection_manager.v3.HttpConnectionManager"),
            stat_prefix: name,
            ...settings,
            route_config: { name: routes.name ?? name, virtual_hosts: routes.hosts },
            http_filters: [router],
          },
        },
      ],
    },
  ],
});

/** Compares paths as whoever is behind reads them. */
export const plainPaths = { normalize_path: true, merge_slashes: true } as const;
