import type { HelmChart, Image } from "../../language";

/** Istio 1.30.3 (2026-07-13), the images without a shell; the charts' own registry, read 2026-07-13. */
export const meshImages = {
  istiod: { registry: "registry.istio.io", repository: "release/pilot", tag: "1.30.3-distroless" },
  istioCni: { registry: "registry.istio.io", repository: "release/install-cni", tag: "1.30.3-distroless" },
  ztunnel: { registry: "registry.istio.io", repository: "release/ztunnel", tag: "1.30.3-distroless" },
} as const satisfies Record<string, Image>;

const repository = "https://istio-release.storage.googleapis.com/charts";

/** All of one version, as Istio releases them. */
export const meshCharts = {
  istioBase: { name: "base", repository, version: "1.30.3" },
  istiod: { name: "istiod", repository, version: "1.30.3" },
  istioCni: { name: "cni", repository, version: "1.30.3" },
  ztunnel: { name: "ztunnel", repository, version: "1.30.3" },
} as const satisfies Record<string, HelmChart>;
