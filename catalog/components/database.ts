import { valuesRead, type HelmChart, type Image } from "../../language";

export const databaseImages = {
  /** Default. Run by MinBZK/mijn-bureau-infra, read 2026-07-27. `standard` carries pgvector and pgaudit. */
  postgresql17: { registry: "ghcr.io", repository: "cloudnative-pg/postgresql", tag: "17.9-standard-bookworm" },
  /**
   * Selectable for a customer bound to PostgreSQL 15 (end of life 2027-11). Tag and digest from the publisher's
   * image catalogue `catalog-standard-bookworm.yaml` in cloudnative-pg/artifacts, dated 2026-08-31.
   */
  postgresql15: {
    registry: "ghcr.io",
    repository: "cloudnative-pg/postgresql",
    tag: "15.19-202608310817-standard-bookworm",
    digest: "sha256:ad1dcb64577ebafbaa0489c38e7cf950959423860ba3513e7f2f306421d3bd8c",
  },
  /**
   * Operator, and first init container of every database pod. CloudNativePG 1.30.0 may promote the wrong instance at
   * failover in a replica cluster (cloudnative-pg#11495, 2026-09-16), so no environment with a standby may run it.
   * 1.30.1 is out since 2026-09-23 (bundle in cloudnative-pg/artifacts). Chart 0.29.0 carries 1.30.0: its value
   * `image.tag` must be set to this tag; the chart hands it on to the database pods.
   */
  cloudnativePg: { registry: "ghcr.io", repository: "cloudnative-pg/cloudnative-pg", tag: "1.30.1" },
  /** Application version of chart plugin-barman-cloud 0.7.1, read 2026-08-21. */
  barmanPlugin: { registry: "ghcr.io", repository: "cloudnative-pg/plugin-barman-cloud", tag: "v0.14.0" },
  /** Runs beside PostgreSQL in every database pod and does the archiving; same release as the plugin. */
  barmanSidecar: { registry: "ghcr.io", repository: "cloudnative-pg/plugin-barman-cloud-sidecar", tag: "v0.14.0" },
} as const satisfies Record<string, Image>;

/** PostgreSQL of a line, which brings its client as well. */
export const postgresqlImage = (version: "17" | "15"): Image =>
  version === "17" ? databaseImages.postgresql17 : databaseImages.postgresql15;

export const databaseCharts = {
  /** Read 2026-06-29. Carries operator 1.30.0, which must not run: see `images.cloudnativePg`. */
  cloudnativePg: {
    name: "cloudnative-pg",
    repository: "https://cloudnative-pg.github.io/charts",
    version: "0.29.0",
    values: valuesRead,
  },
  /** Read 2026-08-21. Needs cert-manager, and the operator's own namespace. */
  pluginBarmanCloud: {
    name: "plugin-barman-cloud",
    repository: "https://cloudnative-pg.github.io/charts",
    version: "0.7.1",
    values: valuesRead,
  },
} as const satisfies Record<string, HelmChart>;
