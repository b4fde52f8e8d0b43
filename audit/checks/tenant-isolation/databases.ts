import { restoreDrill } from "../../../catalog";
import { tenantName } from "../../../language";
import type { Finding } from "../../check";
import type { Facts, TenantPortion } from "../../facts";
import { at, listAt, numberAt, textAt, type Json } from "../../facts/json";
import { objectsOf } from "./objects";

/** A tenant's databases and roles lie in its cell, bear its name, and a role owns the database of its own name alone. */
export function databaseFindings({ tenant, cell, facts }: TenantPortion): readonly Finding[] {
  return objectsOf(facts, "Database", "DatabaseRole").flatMap(([where, { kind, object }]) => {
    const spec = at(object, "spec");
    const name = textAt(spec, "name") ?? "";
    return [
      ...expect(where, "spec.cluster.name", textAt(spec, "cluster", "name"), cell),
      ...(name.startsWith(tenantName(tenant, ""))
        ? []
        : [finding(`${where} spec.name`, name, "does not bear the tenant's name")]),
      ...(kind === "Database" ? expect(where, "spec.owner", textAt(spec, "owner"), name) : roleFindings(where, spec)),
    ];
  });
}

/** Rights that let a role out of its own database, and a share of connections without an end. */
function roleFindings(where: string, spec: Json | undefined): readonly Finding[] {
  const rights = ["superuser", "createdb", "createrole", "replication", "bypassrls"].filter(
    (right) => at(spec, right) === true,
  );
  const groups = listAt(spec, "inRoles");
  const limit = numberAt(spec, "connectionLimit") ?? -1;
  return [
    ...rights.map((right) => finding(`${where} spec.${right}`, true, "lets the role out of its own database")),
    ...(groups.length === 0 ? [] : [finding(`${where} spec.inRoles`, groups, "gives the role what others own")]),
    ...(limit > 0 ? [] : [finding(`${where} spec.connectionLimit`, limit, "lets one tenant take every connection")]),
  ];
}

/** Cells let each role into the database of its own name and into no other: PostgreSQL's default lets it into all. */
export function sharedClusters(platform: Facts): Readonly<Record<string, readonly Finding[]>> {
  const cells = new Set(
    Object.values(platform.plan.podSets).flatMap(({ owner }) => (owner?.kind === "database-cell" ? [owner.cell] : [])),
  );
  return Object.fromEntries(
    objectsOf(platform, "Cluster")
      .filter(([, { name }]) => cells.has(name))
      .map(([id, { object }]) => {
        const rules = listAt(object, "spec", "postgresql", "pg_hba").map((rule) =>
          typeof rule === "string" ? rule.split(/\s+/) : [],
        );
        // The drill counts in every database; its password lies beside them, where no tenant reads.
        const open = rules.filter(([type, database, role, , method]) =>
          type === undefined || method === "reject" ? false : database !== "sameuser" && role !== restoreDrill.role,
        );
        const closed = rules.at(-1)?.join(" ") === "host all all all reject";
        return [
          id,
          [
            ...open.map((rule) =>
              finding("spec.postgresql.pg_hba", rule.join(" "), "lets a role into other databases than its own"),
            ),
            ...(closed
              ? []
              : [
                  finding(
                    "spec.postgresql.pg_hba",
                    rules.at(-1)?.join(" ") ?? null,
                    "does not end in a rule that rejects, so that the operator's own lets every role into every database",
                  ),
                ]),
          ],
        ];
      }),
  );
}

const expect = (where: string, path: string, found: string | undefined, wanted: string): readonly Finding[] =>
  found === wanted ? [] : [finding(`${where} ${path}`, found ?? null, `is not "${wanted}"`)];

const finding = (where: string, value: Json, why: string): Finding => ({
  where,
  value,
  why,
  wayOut: "synthesize the tenant's databases again",
});
