import type { Construct } from "constructs";
import type { TLSRoute } from "../../imports/custom-resources/gateway-api/tls-route";
import { customObject } from "../kubernetes/custom-object";
import { gatewayRef } from "../platform/gateway/gateway-reference";
import { announceClient } from "./tcp-route";

export interface TlsRouteProps {
  readonly name: string;
  readonly listener: string;
  /** Names that clients ask for; the service itself shows the certificate. */
  readonly hostNames: readonly string[];
  readonly service: string;
  readonly port: number;
}

/** Leads connections that ask for certain names on a shared port to a Service, still encrypted. */
export function tlsRoute(scope: Construct, { name, listener, hostNames, service, port }: TlsRouteProps): void {
  const route: TLSRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "TLSRoute",
    spec: {
      parentRefs: [gatewayRef("envoy", listener)],
      hostnames: [...hostNames],
      rules: [{ backendRefs: [{ name: service, port }] }],
    },
  };
  customObject(scope, { name }, route);
  announceClient(scope, "TLSRoute", name);
}
