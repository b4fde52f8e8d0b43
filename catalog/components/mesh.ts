import { valuesRead, type ChartValues, type HelmChart, type Image } from "../../language";

/** Istio 1.30.3 (2026-07-13), the images without a shell; the charts' own registry, read 2026-07-13. */
export const meshImages = {
  istiod: { registry: "registry.istio.io", repository: "release/pilot", tag: "1.30.3-distroless" },
  istioCni: { registry: "registry.istio.io", repository: "release/install-cni", tag: "1.30.3-distroless" },
  ztunnel: { registry: "registry.istio.io", repository: "release/ztunnel", tag: "1.30.3-distroless" },
  /** Linkerd's edge-26.8.3 (2026-08-21), the last that was read; the charts' own registry. */
  linkerdController: { registry: "cr.l5d.io", repository: "linkerd/controller", tag: "edge-26.8.3" },
  linkerdProxy: { registry: "cr.l5d.io", repository: "linkerd/proxy", tag: "edge-26.8.3" },
  linkerdCni: { registry: "cr.l5d.io", repository: "linkerd/cni-plugin", tag: "v1.7.0-alpha.1" },
} as const satisfies Record<string, Image>;

/** Where weekly releases are published, the only ones that are open source; charts are numbered by year, month and week. */
const edge = "https://helm.linkerd.io/edge";

/** The charts' sources are those of the tag. */
const edgeUnread = {
  kind: "unverified",
  why: "was read as the source of edge-26.8.3, and a chart gets its number and its contents only when it is published",
} as const satisfies ChartValues;

const repository = "https://istio-release.storage.googleapis.com/charts";

/** Those of a product all of one version, as it releases them. */
export const meshCharts = {
  istioBase: { name: "base", repository, version: "1.30.3", values: valuesRead },
  istiod: { name: "istiod", repository, version: "1.30.3", values: valuesRead },
  istioCni: { name: "cni", repository, version: "1.30.3", values: valuesRead },
  ztunnel: { name: "ztunnel", repository, version: "1.30.3", values: valuesRead },
  linkerdCrds: { name: "linkerd-crds", repository: edge, version: "2026.8.3", values: edgeUnread },
  linkerdControlPlane: { name: "linkerd-control-plane", repository: edge, version: "2026.8.3", values: edgeUnread },
  linkerdCni: { name: "linkerd2-cni", repository: edge, version: "2026.8.3", values: edgeUnread },
} as const satisfies Record<string, HelmChart>;
