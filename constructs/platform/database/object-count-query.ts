import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { objectCount } from "../../../catalog";

/** Names of the ConfigMap and of the key in it. */
const place = { name: "object-count-query", key: "queries" } as const;

const digits = `[0-9]{1,${String(objectCount.digits)}}`;

/**
 * What a database's owner says of its buckets, one line for each database that says it in the expected words, and none for any other. It reads PostgreSQL's
 * own catalogue and calls what stands there by its full name: a table would be the owner's, and could be a view that runs a function of the owner's with the
 * exporter's rights over everybody's (CVE-2026-44477 was such a way). Longer words than a number has are cut off before they are looked at.
 */
export const objectCountStatement = `SELECT pg_catalog.current_database() AS datname,
       said.words[1]::pg_catalog.int8 AS bytes,
       said.words[2]::pg_catalog.int8 AS counted_seconds
FROM pg_catalog.pg_namespace AS own
CROSS JOIN LATERAL (
  SELECT pg_catalog.regexp_match(
    pg_catalog.substr(pg_catalog.obj_description(own.oid, 'pg_namespace'), 1, 100),
    '^bytes=(${digits}) objects=${digits} counted=(${digits})$'
  ) AS words
) AS said
WHERE own.nspname OPERATOR(pg_catalog.=) '${objectCount.schema}'::pg_catalog.name
  AND said.words IS NOT NULL
`;

/** The query in the words of CloudNativePG's exporter, which are YAML, and JSON with it. One server of a cluster answers for all of them. */
const queries = {
  [objectCount.query]: {
    query: objectCountStatement,
    target_databases: ["*"],
    primary: true,
    metrics: [
      { datname: { usage: "LABEL", description: "Name of the database" } },
      { bytes: { usage: "GAUGE", description: "Bytes in the buckets of the database's owner" } },
      { counted_seconds: { usage: "GAUGE", description: "When they were counted, in seconds since 1970" } },
    ],
  },
} as const;

/** Has the exporter of every cluster that refers to it tell how much lies in buckets. */
export function objectCountQuery(scope: Construct): void {
  new k8s.KubeConfigMap(scope, "object-count-query", {
    // The operator reads it anew where this label says so.
    metadata: { name: place.name, labels: { "cnpg.io/reload": "" } },
    data: { [place.key]: `${JSON.stringify(queries, null, 2)}\n` },
  });
}

/** Part of a Cluster that refers to it. */
export const objectCountMonitoring = { customQueriesConfigMap: [place] } as const;
