import type { Construct } from "constructs";
import type { TCPIngress } from "../../../imports/custom-resources/kong/tcp-ingress";
import { customObject } from "../../kubernetes/custom-object";
import { kongClass } from "../../platform/gateway/kong/kong-gateway";

export interface TcpIngressProps {
  readonly name: string;
  /** Port that the world connects to. */
  readonly publicPort: number;
  readonly service: string;
  readonly port: number;
}

/**
 * Leads a public port to a Service; the client's address travels ahead in the PROXY protocol. A kind of Kong's own: its controller reads
 * TCPRoutes of a version that the Gateway API serves no more since 1.6.
 */
export function tcpIngress(scope: Construct, { name, publicPort, service, port }: TcpIngressProps): void {
  const ingress: TCPIngress = {
    apiVersion: "configuration.konghq.com/v1beta1",
    kind: "TCPIngress",
    spec: { rules: [{ port: publicPort, backend: { serviceName: service, servicePort: port } }] },
  };
  customObject(scope, { name, annotations: kongClass }, ingress);
}
