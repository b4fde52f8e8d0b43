import type { Construct } from "constructs";
import type { BackendTrafficPolicy } from "../../imports/custom-resources/envoy-gateway/backend-traffic-policy";
import type { TLSRoute } from "../../imports/custom-resources/gateway-api/tls-route";
import { customObject } from "../kubernetes/custom-object";
import type { RouteParent } from "../platform/gateway/gateway-reference";

export interface StreamRouteProps {
  readonly name: string;
  readonly parent: RouteParent;
  /** Name that clients ask for. */
  readonly hostName: string;
  readonly service: string;
  readonly port: number;
  /** Connections to the service that one proxy holds at the same time. */
  readonly connections: number;
}

/** Leads what comes out of a listener's encryption to a Service: the bytes alone, for servers that know no PROXY protocol. */
export function streamRoute(
  scope: Construct,
  { name, parent, hostName, service, port, connections }: StreamRouteProps,
): void {
  const route: TLSRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "TLSRoute",
    spec: { parentRefs: [parent], hostnames: [hostName], rules: [{ backendRefs: [{ name: service, port }] }] },
  };
  const policy: BackendTrafficPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "BackendTrafficPolicy",
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "TLSRoute", name }],
      circuitBreaker: { maxConnections: connections, maxPendingRequests: connections },
      timeout: { tcp: { connectTimeout: "5s" } },
    },
  };
  customObject(scope, { name }, route);
  customObject(scope, { name }, policy);
}
