import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { alertmanager } from "./alertmanager";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp, udp } from "./connections";
import { nodeWatchers } from "./node-watchers";
import { prometheus } from "./prometheus";
import { chosenRequests } from "./requests";

const instance = { "app.kubernetes.io/instance": "kube-prometheus-stack" } as const;

/**
 * Metrics, alerts and dashboards. Expected values: the operator's webhook certificate comes from cert-manager
 * (`prometheusOperator.admissionWebhooks.certManager.enabled`), so that no installation jobs run; scraping of etcd,
 * scheduler, controller manager and kube-proxy is off, because a managed control plane hides them.
 */
export const kubePrometheusStack: Footprint = {
  component: "kube-prometheus-stack",
  title: "Prometheus, Alertmanager and Grafana",
  ...nodeWatchers,
  chart: helmCharts.kubePrometheusStack,
  pods: {
    operator: {
      labels: { app: "kube-prometheus-stack-operator", release: "kube-prometheus-stack" },
      count: { kind: "fixed", count: 1 },
      ports: { https: tcp(10250) },
      ...chosenRequests(50, 128),
      volumes: 0,
      images: [images.prometheusOperator],
      reaches: [...resolvesNames, callsKubernetes("watches monitors and rules, makes the pods of Prometheus")],
      receives: [admits(10250, "API server has alerting rules checked"), probedOn(10250)],
    },
    prometheus,
    alertmanager,
    grafana: {
      labels: { ...instance, "app.kubernetes.io/name": "grafana" },
      account: "kube-prometheus-stack-grafana",
      count: { kind: "fixed", count: 1 },
      ports: {
        grafana: tcp(3000),
        "gossip-tcp": tcp(9094),
        "gossip-udp": udp(9094),
        profiling: tcp(6060),
      },
      ...chosenRequests(100, 384),
      // Dashboards and data sources come from config maps; nothing is kept.
      volumes: 0,
      images: [images.grafana, images.grafanaSidecar],
      reaches: [
        ...resolvesNames,
        callsKubernetes("collects dashboards and data sources from config maps"),
        reachesPods("kube-prometheus-stack/prometheus", 9090, "queries metrics"),
        reachesPods("kube-prometheus-stack/alertmanager", 9093, "shows alerts and silences"),
        reachesPods("loki/server", 3100, "queries logs"),
        reachesPods("jaeger/server", 16686, "queries traces"),
      ],
      receives: [probedOn(3000)],
    },
    "kube-state-metrics": {
      labels: { ...instance, "app.kubernetes.io/name": "kube-state-metrics" },
      count: { kind: "fixed", count: 1 },
      ports: { http: tcp(8080), metrics: tcp(8081) },
      ...chosenRequests(20, 128),
      volumes: 0,
      images: [images.kubeStateMetrics],
      reaches: [...resolvesNames, callsKubernetes("reads the state of every object")],
      receives: [probedOn(8080), probedOn(8081)],
    },
    "node-exporter": {
      labels: { ...instance, "app.kubernetes.io/name": "prometheus-node-exporter" },
      count: { kind: "per-node" },
      priorityClass: "system-node-critical",
      ports: { "http-metrics": tcp(9100) },
      ...chosenRequests(20, 48),
      volumes: 0,
      images: [images.nodeExporter],
      reaches: [],
      receives: [probedOn(9100)],
    },
  },
};
