import { valuesRead, type HelmChart, type Image } from "../../language";

/** Default images of chart kube-prometheus-stack 88.5.3, read 2026-08-21. */
export const observabilityImages = {
  prometheusOperator: {
    registry: "quay.io",
    repository: "prometheus-operator/prometheus-operator",
    tag: "v0.93.1",
  },
  prometheusConfigReloader: {
    registry: "quay.io",
    repository: "prometheus-operator/prometheus-config-reloader",
    tag: "v0.93.1",
  },
  prometheus: { registry: "quay.io", repository: "prometheus/prometheus", tag: "v3.14.0-distroless" },
  alertmanager: { registry: "quay.io", repository: "prometheus/alertmanager", tag: "v0.34.0" },
  nodeExporter: { registry: "quay.io", repository: "prometheus/node-exporter", tag: "v1.12.1-distroless" },
  kubeStateMetrics: {
    registry: "registry.k8s.io",
    repository: "kube-state-metrics/kube-state-metrics",
    tag: "v2.20.0",
  },
  grafana: { registry: "docker.io", repository: "grafana/grafana", tag: "13.2.0" },
  /** Brings dashboards and data sources from config maps into Grafana. */
  grafanaSidecar: { registry: "quay.io", repository: "kiwigrid/k8s-sidecar", tag: "2.10.1" },
  /** Default image of chart loki 18.11.0, read 2026-08-20. */
  loki: { registry: "docker.io", repository: "grafana/loki", tag: "3.7.6" },
  /** Default image of chart alloy 1.11.1, read 2026-08-06. */
  alloy: { registry: "docker.io", repository: "grafana/alloy", tag: "v1.18.1" },
  /** Released 2026-07-19; chart jaeger 4.11.1 carries 2.19.0, which our value replaces. */
  jaeger: { registry: "docker.io", repository: "jaegertracing/jaeger", tag: "2.20.0" },
} as const satisfies Record<string, Image>;

export const observabilityCharts = {
  /** Read 2026-08-21. */
  kubePrometheusStack: {
    name: "kube-prometheus-stack",
    repository: "oci://ghcr.io/prometheus-community/charts",
    version: "88.5.3",
    values: valuesRead,
  },
  /** Read 2026-08-10. Same operator version as the stack above, whose own definitions must be off (`crds.enabled: false`). */
  prometheusOperatorCrds: {
    name: "prometheus-operator-crds",
    repository: "oci://ghcr.io/prometheus-community/charts",
    version: "31.0.1",
    values: valuesRead,
  },
  /** Read 2026-08-20. The chart in grafana/helm-charts is no longer kept. */
  loki: {
    name: "loki",
    repository: "oci://ghcr.io/grafana-community/helm-charts",
    version: "18.11.0",
    values: valuesRead,
  },
  /** Read 2026-06-14. */
  jaeger: {
    name: "jaeger",
    repository: "https://jaegertracing.github.io/helm-charts",
    version: "4.11.1",
    values: valuesRead,
  },
  /** Read 2026-08-06. */
  alloy: { name: "alloy", repository: "https://grafana.github.io/helm-charts", version: "1.11.1", values: valuesRead },
} as const satisfies Record<string, HelmChart>;
