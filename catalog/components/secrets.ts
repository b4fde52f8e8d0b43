import { valuesRead, type HelmChart, type Image } from "../../language";

export const secretImages = {
  /** Application version of chart openbao 0.29.2, 2026-08-18. */
  openbao: { registry: "quay.io", repository: "openbao/openbao", tag: "2.6.2" },
  /**
   * Application version of chart vault 0.34.1, released 2026-08-04. Business Source License 1.1: not open source. Since 2.0.2 the program
   * bears no capability of its own (hashicorp/web-unified-docs#2523), without which it would not start where all are dropped.
   */
  vault: { registry: "docker.io", repository: "hashicorp/vault", tag: "2.0.4" },
  /** Controller, webhook and certificate controller are one image; read 2026-08-21. */
  externalSecrets: { registry: "ghcr.io", repository: "external-secrets/external-secrets", tag: "v2.9.0" },
} as const satisfies Record<string, Image>;

export const secretCharts = {
  /** Read 2026-08-18; 0.29.3 (2026-08-27) exists, but its values have not been read. */
  openbao: {
    name: "openbao",
    repository: "https://openbao.github.io/openbao-helm",
    version: "0.29.2",
    values: valuesRead,
  },
  /** Released 2026-08-13; Mozilla Public License 2.0, unlike what it installs. */
  vault: { name: "vault", repository: "https://helm.releases.hashicorp.com", version: "0.34.1", values: valuesRead },
  /** Read 2026-08-21. Upgrade one minor version at a time. */
  externalSecrets: {
    name: "external-secrets",
    repository: "https://charts.external-secrets.io",
    version: "2.9.0",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
