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
  /** The last line without a licence: 3.9.3 of 2026-06-17 (Kong/docker-kong pull request 743); read 2026-11-22. */
  kong: { registry: "docker.io", repository: "library/kong", tag: "3.9.3" },
  /** Kong's controller for the Gateway API; the line that chart 3.4.1 brings, read 2026-11-22. */
  kongController: { registry: "docker.io", repository: "kong/kubernetes-ingress-controller", tag: "3.5.13" },
  /**
   * Coraza with the OWASP core rules (4.25, the line with long support) as a server of its own, by the project that keeps the rules; the tag
   * is in public use, read 2026-11-22.
   */
  corazaServer: {
    registry: "ghcr.io",
    repository: "coreruleset/coraza-crs",
    tag: "4.25.0-caddy-alpine-202604120304",
  },
  /** Signs people in for a gateway that can't itself; the release of 2026-08 closes holes of those before, read 2026-11-22. */
  oauth2Proxy: { registry: "quay.io", repository: "oauth2-proxy/oauth2-proxy", tag: "v7.15.4" },
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
  /** Kong's data plane and controller in one pod; read 2026-07-02. */
  kong: { name: "kong", repository: "https://charts.konghq.com", version: "3.4.1", values: valuesRead },
} as const satisfies Record<string, HelmChart>;
