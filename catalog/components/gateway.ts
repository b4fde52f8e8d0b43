import { valuesRead, type HelmChart, type Image } from "../../language";

export const gatewayImages = {
  /** Controller, and the shutdown manager beside every proxy; read 2026-08-15. */
  envoyGateway: { registry: "docker.io", repository: "envoyproxy/gateway", tag: "v1.9.0" },
  /** The proxy that Envoy Gateway 1.9.0 runs by default (compatibility matrix of release 1.9, 2026-08). */
  envoyProxy: { registry: "docker.io", repository: "envoyproxy/envoy", tag: "distroless-v1.39.0" },
  /**
   * Coraza with the OWASP core rules as a module for Envoy; read 2026-11-21 (released 2025-07-11). The image holds a file that the
   * gateway's controller fetches: it never runs as a container.
   */
  corazaFilter: { registry: "ghcr.io", repository: "corazawaf/coraza-proxy-wasm", tag: "0.6.0" },
} as const satisfies Record<string, Image>;

export const gatewayCharts = {
  /** Read 2026-08-15. Chart tags carry no leading v, image tags do. */
  gatewayHelm: { name: "gateway-helm", repository: "oci://docker.io/envoyproxy", version: "1.9.0", values: valuesRead },
  /**
   * Read 2026-08-15. Not installed: its release would exceed what Helm can record (envoyproxy/gateway#6105), so the
   * definitions come from the subchart of `gatewayHelm`. Kept because upgrades of the definitions are taken from it.
   */
  gatewayCrdsHelm: {
    name: "gateway-crds-helm",
    repository: "oci://docker.io/envoyproxy",
    version: "1.9.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
