import { valuesRead, type HelmChart, type Image } from "../../language";

export const autoscalingImages = {
  /** Of the same minor version as Kubernetes, because it simulates its scheduler. */
  clusterAutoscaler: { registry: "registry.k8s.io", repository: "autoscaling/cluster-autoscaler", tag: "v1.35.0" },
} as const satisfies Record<string, Image>;

export const autoscalingCharts = {
  /** Read 2026-07-21. */
  clusterAutoscaler: {
    name: "cluster-autoscaler",
    repository: "https://kubernetes.github.io/autoscaler",
    version: "9.59.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
