import { valuesRead, type HelmChart, type Image } from "../../language";

export const cacheImages = {
  /** Application version of chart valkey 0.11.0, read 2026-07-22. */
  valkey: { registry: "docker.io", repository: "valkey/valkey", tag: "9.1.1" },
  /** Exporter of chart valkey 0.11.0, read 2026-07-22. */
  redisExporter: { registry: "ghcr.io", repository: "oliver006/redis_exporter", tag: "v1.79.0" },
} as const satisfies Record<string, Image>;

export const cacheCharts = {
  /** Read 2026-07-22. Value keys changed with 1.0.0 (2026-11-12), whose values have not been read. */
  valkey: { name: "valkey", repository: "https://valkey.io/valkey-helm/", version: "0.11.0", values: valuesRead },
} as const satisfies Record<string, HelmChart>;
