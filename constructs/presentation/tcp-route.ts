import type { Construct } from "constructs";
import type { BackendTrafficPolicy } from "../../imports/custom-resources/envoy-gateway/backend-traffic-policy";
import type { TCPRoute } from "../../imports/custom-resources/gateway-api/tcp-route";
import { customObject } from "../kubernetes/custom-object";
import { gatewayRef } from "../platform/gateway/gateway-reference";

export interface TcpRouteProps {
  readonly name: string;
  readonly listener: string;
  readonly service: string;
  readonly port: number;
}

/** Leads a public port to a Service; the client's address travels ahead in the PROXY protocol. */
export function tcpRoute(scope: Construct, { name, listener, service, port }: TcpRouteProps): void {
  const route: TCPRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "TCPRoute",
    spec: { parentRefs: [gatewayRef("envoy", listener)], rules: [{ backendRefs: [{ name: service, port }] }] },
  };
  customObject(scope, { name }, route);
  announceClient(scope, "TCPRoute", name);
}

/** Puts the client's address before the first byte that the service gets from a route. */
export function announceClient(scope: Construct, kind: "TCPRoute" | "TLSRoute", name: string): void {
  const policy: BackendTrafficPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "BackendTrafficPolicy",
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind, name }],
      proxyProtocol: { version: "V2" },
    },
  };
  customObject(scope, { name }, policy);
}
