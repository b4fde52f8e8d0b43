/**
 * Where a service says in its own database how much lies in its buckets: as the comment of a schema that holds nothing, in the words
 * `bytes=1 objects=1 counted=1`, the last of them seconds since 1970. A comment stands in PostgreSQL's own catalogue, so that whoever reads it runs
 * nothing that the database's owner has made.
 */
export const objectCount = {
  schema: "bestek_objects",
  /** Under which the exporter of every cluster tells it, as `cnpg_<query>_<column>` with the label `datname`. */
  query: "bestek_objects",
  series: { bytes: "cnpg_bestek_objects_bytes", counted: "cnpg_bestek_objects_counted_seconds" },
  /** Seconds after which a number is too old to be charged for: one night may fail. */
  stale: 2 * 24 * 3600,
  /** Digits of the largest number that is believed; sixteen of them are less than what eight bytes hold. */
  digits: 16,
} as const;
