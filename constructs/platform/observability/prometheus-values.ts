import { images, type GatewayProduct } from "../../../catalog";
import { kubePrometheusStack } from "../../../catalog/footprints/kube-prometheus-stack";
import { toBytes, type Alerts, type MeshKind, type Quantity, type Mirror } from "../../../language";
import type { HelmValues } from "../releases/helm-values";
import { imageWithSha } from "../releases/mirrored-image";
import { budget, podOf, replicasOf, resources, spread, without } from "../releases/pod-values";
import { admissionMonitors, gatewayMonitors, jaegerMonitor, meshMonitors } from "./gateway-monitors";
import { alertRouting } from "./alert-routing";
import { alertSecret } from "./alert-secret";
import { reloader } from "./reloader";
import { fillable, type MonitoringVolumes } from "./volumes";

export interface StoredPodsInput {
  readonly mirror: Mirror;
  /** Which mesh the cluster has. */
  readonly mesh: MeshKind;
  /** What stands between the world and the services. */
  readonly gateway: GatewayProduct;
  /** Class of the volumes: encrypted. */
  readonly storageClass: string;
  readonly volumes: MonitoringVolumes;
}

/** Two Prometheus that scrape the same; what one misses the other has. Every namespace may bring monitors and rules. */
export function prometheusValues({ mirror, storageClass, volumes, mesh, gateway }: StoredPodsInput): HelmValues {
  const pod = podOf(kubePrometheusStack, "prometheus");
  const replicas = replicasOf(kubePrometheusStack, "prometheus");
  return {
    podDisruptionBudget: budget(replicas),
    prometheusSpec: {
      image: imageWithSha(images.prometheus, mirror),
      replicas,
      resources: resources(without(pod, reloader)),
      topologySpreadConstraints: spread(pod),
      scrapeInterval: "30s",
      evaluationInterval: "30s",
      retention: `${String(volumes.retention.value)}d`,
      retentionSize: `${String(Math.floor(volumes.metrics.value * fillable))}MiB`,
      storageSpec: volumeClaim(storageClass, volumes.metrics),
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    },
    additionalPodMonitors: [...gatewayMonitors[gateway], ...admissionMonitors, ...meshMonitors[mesh]],
    additionalServiceMonitors: [jaegerMonitor],
  };
}

/**
 * Three Alertmanagers that agree on who has been notified. Where nobody is named, they notify nobody. No object of a namespace changes whom
 * they tell.
 */
export function alertmanagerValues(
  { mirror, storageClass, volumes }: StoredPodsInput,
  alerts: Alerts | undefined,
): HelmValues {
  const pod = podOf(kubePrometheusStack, "alertmanager");
  const replicas = replicasOf(kubePrometheusStack, "alertmanager");
  return {
    podDisruptionBudget: budget(replicas),
    ...(alerts === undefined ? {} : { config: alertRouting(alerts) }),
    alertmanagerSpec: {
      ...(alerts === undefined ? {} : { secrets: [alertSecret] }),
      image: imageWithSha(images.alertmanager, mirror),
      replicas,
      resources: resources(without(pod, reloader)),
      topologySpreadConstraints: spread(pod),
      storage: volumeClaim(storageClass, volumes.alerts),
    },
  };
}

const volumeClaim = (storageClassName: string, size: Quantity<"MiB">) => ({
  volumeClaimTemplate: {
    spec: { storageClassName, accessModes: ["ReadWriteOnce"], resources: { requests: { storage: toBytes(size) } } },
  },
});
