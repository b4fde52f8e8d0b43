import type { GatewayProduct } from "../../../catalog";
import { selector } from "./alert";

/** Series that a gateway counts its requests with; routes are named by a regular expression. Default: all of the namespace. */
export interface GatewayRequests {
  /** Counter of the requests that routes of a namespace answered. */
  readonly answered: (namespace: string, routes?: string) => string;
  /** The same of those that failed: a status of 500 or more. */
  readonly failed: (namespace: string, routes?: string) => string;
  /** Label by which the class or the code of an answer stands at the counter, and how a panel names it. */
  readonly code: { readonly label: string; readonly legend: string };
  /** Histogram of the time to answer, in milliseconds. */
  readonly duration: (namespace: string, routes?: string) => string;
}

const envoyCluster = (namespace: string, routes?: string): string =>
  `~httproute/${namespace}/${routes === undefined ? ".+" : `${routes}/rule/[0-9]+`}`;

/** Kong's controller names a route by its namespace, its name, and the numbers of its rule and match. */
const kongRoute = (namespace: string, routes = ".+"): string => `~httproute[.]${namespace}[.]${routes}[.].+`;

export const gatewayRequests: Readonly<Record<GatewayProduct, GatewayRequests>> = {
  envoy: {
    answered: (namespace, routes) =>
      `envoy_cluster_upstream_rq_xx${selector({ envoy_cluster_name: envoyCluster(namespace, routes) })}`,
    failed: (namespace, routes) =>
      `envoy_cluster_upstream_rq_xx${selector({ envoy_cluster_name: envoyCluster(namespace, routes), envoy_response_code_class: "5" })}`,
    code: { label: "envoy_response_code_class", legend: "{{envoy_response_code_class}}xx" },
    duration: (namespace, routes) =>
      `envoy_cluster_upstream_rq_time_bucket${selector({ envoy_cluster_name: envoyCluster(namespace, routes) })}`,
  },
  kong: {
    answered: (namespace, routes) => `kong_http_requests_total${selector({ route: kongRoute(namespace, routes) })}`,
    failed: (namespace, routes) =>
      `kong_http_requests_total${selector({ route: kongRoute(namespace, routes), code: "~5.." })}`,
    code: { label: "code", legend: "{{code}}" },
    duration: (namespace, routes) =>
      `kong_request_latency_ms_bucket${selector({ route: kongRoute(namespace, routes) })}`,
  },
};
