import { gatewayProxies, type GatewayProduct } from "../../../catalog";
import { envoyGateway } from "../../../catalog/footprints/envoy-gateway";
import { gatekeeper } from "../../../catalog/footprints/gatekeeper";
import { kong } from "../../../catalog/footprints/kong";
import { istioCni, istiod, ztunnel } from "../../../catalog/footprints/istio";
import { jaeger } from "../../../catalog/footprints/jaeger";
import type { MeshKind } from "../../../language";
import { podOf } from "../releases/pod-values";

/** Scrapes of Envoy Gateway, whose chart brings no monitor: the controller and its proxies name their ports alike. */
const envoyMonitors = [
  { pod: "controller", path: "/metrics", port: "metrics" },
  { pod: "proxy", path: "/stats/prometheus", port: "metrics" },
].map(({ pod, path, port }) => ({
  name: `${envoyGateway.component}-${pod}`,
  selector: { matchLabels: podOf(envoyGateway, pod).labels },
  namespaceSelector: { matchNames: [envoyGateway.namespace] },
  podMetricsEndpoints: [{ port, path }],
}));

/** Scrapes of Kong: the data plane, and the controller of the same pod. */
const kongMonitors = [
  { name: "proxy", port: "status" },
  { name: "controller", port: "cmetrics" },
].map(({ name, port }) => ({
  name: `${kong.component}-${name}`,
  selector: { matchLabels: podOf(kong, gatewayProxies).labels },
  namespaceSelector: { matchNames: [kong.namespace] },
  podMetricsEndpoints: [{ port, path: "/metrics" }],
}));

/** Scrapes of each gateway. */
export const gatewayMonitors: Readonly<Record<GatewayProduct, typeof envoyMonitors>> = {
  envoy: envoyMonitors,
  kong: kongMonitors,
};

/** Scrapes of the mesh, whose charts bring no monitors. */
const istioMonitors = [
  { component: istiod, pod: "server", port: "http-monitoring" },
  { component: istioCni, pod: "node", port: "metrics" },
  { component: ztunnel, pod: "node", port: "ztunnel-stats" },
].map(({ component, pod, port }) => ({
  name: component.component,
  selector: { matchLabels: podOf(component, pod).labels },
  namespaceSelector: { matchNames: [component.namespace] },
  podMetricsEndpoints: [{ port }],
}));

/** Scrapes of each mesh. Of Linkerd cert-manager and the cluster's state tell what its alerts need. */
export const meshMonitors: Readonly<Record<MeshKind, typeof istioMonitors>> = {
  "istio-ambient": istioMonitors,
  linkerd: [],
};

/** Jaeger's chart brings no monitor either, and names ports on its Service alone. */
export const jaegerMonitor = {
  name: jaeger.component,
  selector: {
    matchLabels: { "app.kubernetes.io/name": jaeger.component, "app.kubernetes.io/instance": jaeger.component },
  },
  namespaceSelector: { matchNames: [jaeger.namespace] },
  endpoints: [{ port: "internal-metrics" }],
};

/** Nor does Gatekeeper's. */
export const admissionMonitors = ["webhook", "audit"].map((pod) => ({
  name: `${gatekeeper.component}-${pod}`,
  selector: { matchLabels: podOf(gatekeeper, pod).labels },
  namespaceSelector: { matchNames: [gatekeeper.namespace] },
  podMetricsEndpoints: [{ port: "metrics" }],
}));
