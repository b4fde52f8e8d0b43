import type { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { helmCharts, images, type GatewayProduct } from "../../../catalog";
import { kubePrometheusStack } from "../../../catalog/footprints/kube-prometheus-stack";
import type { Alerts, MeshKind, Mirror } from "../../../language";
import { componentRelease, type ReleaseProps } from "../releases/component-release";
import type { HelmValues } from "../releases/helm-values";
import { imageWithDigest, imageWithSha } from "../releases/mirrored-image";
import { podOf, replicasOf, resources, restrictedContainer, restrictedPod } from "../releases/pod-values";
import { grafanaValues } from "./grafana-values";
import { alertmanagerValues, prometheusValues } from "./prometheus-values";
import { reloader } from "./reloader";
import { defaultVolumes, type MonitoringVolumes } from "./volumes";

export interface KubePrometheusStackReleaseProps extends ReleaseProps {
  /** Class of the volumes: encrypted. */
  readonly storageClass: string;
  /** Which mesh the cluster has. */
  readonly mesh: MeshKind;
  /** What stands between the world and the services. */
  readonly gateway: GatewayProduct;
  /** Default: `defaultVolumes`. */
  readonly volumes?: MonitoringVolumes;
  /** Who is told of alerts. Default: nobody. */
  readonly alerts?: Alerts | undefined;
}

/** Metrics, alerts and dashboards; definitions come from a release of their own, the webhook's certificate from cert-manager. */
export class KubePrometheusStackRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: KubePrometheusStackReleaseProps) {
    super(scope, id);
    const { component, namespace } = kubePrometheusStack;
    this.release = componentRelease(this, {
      ...props,
      component,
      namespace,
      chart: helmCharts.kubePrometheusStack,
      values: kubePrometheusStackValues(props),
    });
  }
}

/** `global.imageRegistry` of the chart stays empty: it would put images of four publishers into one folder. */
export function kubePrometheusStackValues({
  mirror,
  pullSecret,
  storageClass,
  mesh,
  gateway,
  volumes = defaultVolumes,
  alerts,
}: Omit<KubePrometheusStackReleaseProps, "dependsOn">): HelmValues {
  const stored = { mirror, storageClass, volumes, mesh, gateway };
  return {
    crds: { enabled: false },
    global: { imagePullSecrets: [{ name: pullSecret }] },
    prometheusOperator: operatorValues(mirror),
    prometheus: prometheusValues(stored),
    alertmanager: alertmanagerValues(stored, alerts),
    grafana: grafanaValues(mirror),
    kubeStateMetrics: { enabled: true },
    "kube-state-metrics": {
      image: imageWithSha(images.kubeStateMetrics, mirror),
      replicas: replicasOf(kubePrometheusStack, "kube-state-metrics"),
      resources: resources(podOf(kubePrometheusStack, "kube-state-metrics")),
    },
    nodeExporter: { enabled: true },
    "prometheus-node-exporter": nodeExporterValues(mirror),
    // A managed control plane shows none of these; their alerts would fire for ever.
    kubeControllerManager: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    kubeScheduler: { enabled: false },
  };
}

function operatorValues(mirror: Mirror): HelmValues {
  const image = imageWithSha(images.prometheusOperator, mirror);
  return {
    image,
    resources: resources(podOf(kubePrometheusStack, "operator")),
    prometheusConfigReloader: {
      image: imageWithSha(images.prometheusConfigReloader, mirror),
      resources: resources(reloader),
    },
    // Nobody starts it; the operator is told of it all the same.
    thanosImage: { registry: image.registry },
    admissionWebhooks: {
      enabled: true,
      // Rules arrive with the operator that checks them: at the very first installation nobody answers yet.
      failurePolicy: "IgnoreOnInstallOnly",
      patch: { enabled: false },
      certManager: { enabled: true },
    },
  };
}

/** Reads the node's own processes and file systems, hence the namespace's level; everything else is taken from it. */
const nodeExporterValues = (mirror: Mirror): HelmValues => ({
  // The tag is complete: the chart shall put no suffix behind it.
  image: { ...imageWithDigest(images.nodeExporter, mirror), distroless: false },
  resources: resources(podOf(kubePrometheusStack, "node-exporter")),
  priorityClassName: "system-node-critical",
  securityContext: restrictedPod,
  containerSecurityContext: restrictedContainer,
});
