import type { HelmChart, Image } from "../../language";

export const secretImages = {
  /** Application version of chart openbao 0.29.2, 2026-08-18. */
  openbao: { registry: "quay.io", repository: "openbao/openbao", tag: "2.6.2" },
  /** Controller, webhook and certificate controller are one image; read 2026-08-21. */
  externalSecrets: { registry: "ghcr.io", repository: "external-secrets/external-secrets", tag: "v2.9.0" },
} as const satisfies Record<string, Image>;

export const secretCharts = {
  /** Read 2026-08-18; 0.29.3 (2026-08-27) exists, but its values have not been read. */
  openbao: { name: "openbao", repository: "https://openbao.github.io/openbao-helm", version: "0.29.2" },
  /** Read 2026-08-21. Upgrade one minor version at a time. */
  externalSecrets: { name: "external-secrets", repository: "https://charts.external-secrets.io", version: "2.9.0" },
} as const satisfies Record<string, HelmChart>;
