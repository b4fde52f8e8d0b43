import { Construct } from "constructs";
import { publicGateway } from "../../../../catalog";
import type { Gateway } from "../../../../imports/custom-resources/gateway-api/gateway";
import type { GatewayClass } from "../../../../imports/custom-resources/gateway-api/gateway-class";
import type { KongClusterPlugin } from "../../../../imports/custom-resources/kong/kong-cluster-plugin";
import { customObject } from "../../../kubernetes/custom-object";
import { httpListener, routesFrom } from "../gateway-reference";
import { certifyNames, webListeners, type Hosts } from "../named-listeners";

/** Tells Kong's controller that an object of a kind of its own, or one for all routes, is meant for it. */
export const kongClass = { "kubernetes.io/ingress.class": "kong" } as const;

export interface KongGatewayProps {
  /** Public host name of each exposed label. */
  readonly hosts: Hosts;
}

const { name, namespace } = publicGateway("kong");

/** The one way in, at Kong: a Gateway with a listener per public name, served by the pods of its release. */
export class KongGateway extends Construct {
  constructor(scope: Construct, id: string, { hosts }: KongGatewayProps) {
    super(scope, id);
    const gatewayClass: GatewayClass = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      spec: { controllerName: "konghq.com/kic-gateway-controller" },
    };
    // The pods stand already: the controller makes none.
    customObject(this, { name, annotations: { "konghq.com/gatewayclass-unmanaged": "true" } }, gatewayClass);
    const gateway: Gateway = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      spec: {
        gatewayClassName: name,
        listeners: [
          { name: httpListener, port: 80, protocol: "HTTP", allowedRoutes: routesFrom },
          ...webListeners(hosts, routesFrom),
        ],
      },
    };
    customObject(this, { name, namespace }, gateway);
    certifyNames(this, hosts);
    this.measure();
  }

  /** What is counted of every request, whichever route it takes. */
  private measure(): void {
    const metrics: KongClusterPlugin = {
      apiVersion: "configuration.konghq.com/v1",
      kind: "KongClusterPlugin",
      plugin: "prometheus",
      config: { status_code_metrics: true, latency_metrics: true, upstream_health_metrics: true },
    };
    customObject(this, { name: "metrics", labels: { global: "true" }, annotations: kongClass }, metrics);
  }
}
