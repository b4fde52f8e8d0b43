import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts } from "../../../catalog";
import { gatewayDefinitions } from "../../../catalog/footprints/gateway-definitions";
import { componentRelease } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { envoyGatewayValues, type EnvoyGatewayReleaseProps } from "./envoy-gateway-release";

/**
 * The definitions of the Gateway API alone. They come with Envoy Gateway's chart, whose subchart of definitions Helm can record (see
 * `EnvoyGatewayRelease`); of its controller not one pod runs, and nothing answers to its class.
 */
export class GatewayDefinitionsRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: EnvoyGatewayReleaseProps) {
    super(scope, id);
    const { component, namespace } = gatewayDefinitions;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.gatewayHelm,
      values: gatewayDefinitionsValues(props),
    });
  }
}

export function gatewayDefinitionsValues(props: Omit<EnvoyGatewayReleaseProps, "dependsOn">): HelmValues {
  const { podDisruptionBudget: _, ...values } = envoyGatewayValues({ ...props, replicas: 0 });
  return { ...values, topologyInjector: { enabled: false } };
}
