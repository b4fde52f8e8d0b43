import type { FootprintPod } from "../../language";
import { images } from "../components";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Ports on which pods of any component offer metrics to whoever asks. */
const metricsPorts: Readonly<Record<string, number>> = {
  "operators, kube-state-metrics, Stalwart": 8080,
  "cert-manager and trust-manager": 9402,
  "Envoy Gateway and its proxies": 19001,
  PostgreSQL: 9187,
  Keycloak: 9000,
  Valkey: 9121,
};

/** Made by the Prometheus operator from the chart's Prometheus resource. */
export const prometheus: FootprintPod = {
  labels: {
    "app.kubernetes.io/name": "prometheus",
    "operator.prometheus.io/name": "kube-prometheus-stack-prometheus",
  },
  account: "kube-prometheus-stack-prometheus",
  count: { kind: "fixed", count: 2 },
  ports: { "http-web": tcp(9090), "reloader-web": tcp(8080) },
  ...chosenRequests(500, 2048),
  volumes: 1,
  images: [images.prometheus, images.prometheusConfigReloader],
  reaches: [
    ...resolvesNames,
    callsKubernetes("finds what to scrape, and scrapes the API server"),
    ...Object.entries(metricsPorts).map(([whose, port]) => ({
      to: { kind: "all-pods" as const },
      port,
      protocol: "TCP" as const,
      because: `scrapes metrics of ${whose}`,
    })),
    { to: { kind: "nodes" }, port: 9100, protocol: "TCP", because: "scrapes the node exporters" },
    { to: { kind: "nodes" }, port: 10250, protocol: "TCP", because: "scrapes the kubelets" },
    { to: { kind: "cluster-dns" }, port: 9153, protocol: "TCP", because: "scrapes the name servers" },
    reachesPods("openbao/server", 8200, "scrapes metrics of OpenBao"),
    reachesPods("kube-prometheus-stack/prometheus", 9090, "scrapes itself"),
    reachesPods("kube-prometheus-stack/operator", 10250, "scrapes its operator"),
    reachesPods("kube-prometheus-stack/kube-state-metrics", 8081, "scrapes the exporter's own metrics"),
    reachesPods("kube-prometheus-stack/grafana", 3000, "scrapes metrics of Grafana"),
    reachesPods("kube-prometheus-stack/alertmanager", 9093, "sends alerts, and scrapes metrics"),
    reachesPods("loki/server", 3100, "scrapes metrics of Loki"),
    reachesPods("jaeger/server", 8888, "scrapes metrics of Jaeger"),
    reachesPods("gatekeeper/webhook", 8888, "scrapes metrics of admission"),
    reachesPods("gatekeeper/audit", 8888, "scrapes what the policies' audit found"),
    reachesPods("istiod/server", 15014, "scrapes metrics of the mesh's control plane"),
    reachesPods("istio-cni/node", 15014, "scrapes metrics of the mesh's plugin"),
    reachesPods("ztunnel/node", 15020, "scrapes metrics of the mesh's tunnels"),
    reachesPods("alloy/agent", 12345, "scrapes metrics of the log agents"),
  ],
  receives: [probedOn(9090)],
};
