import { valuesRead, type HelmChart, type Image } from "../../language";

/** Images of cert-manager v1.21.1 (2026-07-29) and trust-manager v0.24.0 (2026-06-27). */
export const certificateImages = {
  certManagerController: { registry: "quay.io", repository: "jetstack/cert-manager-controller", tag: "v1.21.1" },
  certManagerWebhook: { registry: "quay.io", repository: "jetstack/cert-manager-webhook", tag: "v1.21.1" },
  certManagerCainjector: { registry: "quay.io", repository: "jetstack/cert-manager-cainjector", tag: "v1.21.1" },
  certManagerAcmesolver: { registry: "quay.io", repository: "jetstack/cert-manager-acmesolver", tag: "v1.21.1" },
  certManagerStartupapicheck: {
    registry: "quay.io",
    repository: "jetstack/cert-manager-startupapicheck",
    tag: "v1.21.1",
  },
  trustManager: { registry: "quay.io", repository: "jetstack/trust-manager", tag: "v0.24.0" },
  /** Default bundle of public authorities, copied by an init container. */
  trustPackage: { registry: "quay.io", repository: "jetstack/trust-pkg-debian-trixie", tag: "v0.0.0" },
} as const satisfies Record<string, Image>;

export const certificateCharts = {
  /** Read 2026-07-29. Definitions come only with `crds.enabled: true`; the Gateway API switch is `config.gatewayAPI.enabled`. */
  certManager: {
    name: "cert-manager",
    repository: "oci://quay.io/jetstack/charts",
    version: "v1.21.1",
    values: valuesRead,
  },
  /** Read 2026-06-27; v0.25.0 (2026-09-10) exists, but its values have not been read. */
  trustManager: {
    name: "trust-manager",
    repository: "oci://quay.io/jetstack/charts",
    version: "v0.24.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
