import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, keptByHelm } from "../../../catalog";
import { kubePrometheusStack } from "../../../catalog/footprints/kube-prometheus-stack";
import { componentRelease, type ReleaseProps } from "../releases/component-release";

export type PrometheusDefinitionsReleaseProps = Omit<ReleaseProps, "pullSecret">;

/**
 * The definitions of monitors, rules and Prometheus itself, before every chart that brings a monitor. As a release of
 * its own they are upgraded with it, which Helm never does for those that lie in another chart.
 */
export class PrometheusDefinitionsRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: PrometheusDefinitionsReleaseProps) {
    super(scope, id);
    this.release = componentRelease(this, {
      ...props,
      component: helmCharts.prometheusOperatorCrds.name,
      namespace: kubePrometheusStack.namespace,
      chart: helmCharts.prometheusOperatorCrds,
      // Without its definition every monitor would go: they outlive the release.
      values: { crds: { annotations: keptByHelm } },
    });
  }
}
