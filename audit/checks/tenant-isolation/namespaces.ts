import { authorizationName, databaseCellLabel, tenantLabel, tenantName, tenantPartLabel } from "../../../language";
import type { Finding } from "../../check";
import type { Facts, KubernetesFact, TenantPortion } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { objectsOf } from "./objects";

/**
 * A tenant's namespaces bear its id and its cell, by which the platform's policies know them, and its releases put nothing into
 * anyone else's: but its databases beside the databases, its buckets beside the store of the cluster, and grants to its own sign-in
 * beside the identity server and beside what decides who may pass.
 */
export function namespaceFindings({ tenant, cell, facts }: TenantPortion, platform: Facts["plan"]): readonly Finding[] {
  const own = new Set(Object.keys(facts.plan.namespaces));
  const made = objectsOf(facts, "Namespace");
  const sites = Object.keys(platform.sites);
  return [
    ...made.flatMap(([id, fact]) => labelFindings(id, fact, tenant, cell)),
    ...sites.flatMap((site) =>
      [...own]
        .filter((name) => !made.some(([, fact]) => fact.site === site && fact.name === name))
        .map((name): Finding => ({
          where: `${site}/${name}`,
          why: "is a namespace of the tenant that no file makes here",
          wayOut: "synthesize the tenant's foundation again",
        })),
    ),
    ...Object.entries(facts.kubernetes)
      .filter(([, fact]) => fact.kind !== "Namespace" && !isAtHome(fact, own) && !isGuest(fact, tenant, own))
      .map(([id]): Finding => ({
        where: id,
        why: "is an object of the tenant's release outside its own namespaces",
        wayOut: "put it into a namespace of the tenant, or into a release of the platform",
      })),
  ];
}

function labelFindings(id: string, { name, object }: KubernetesFact, tenant: string, cell: string): readonly Finding[] {
  const label = (key: string): string | undefined => textAt(object, "metadata", "labels", key);
  const part = label(tenantPartLabel) ?? "";
  const expected: readonly (readonly [string, string | undefined, string])[] = [
    [tenantLabel, label(tenantLabel), tenant],
    [databaseCellLabel, label(databaseCellLabel), cell],
    ["metadata.name", name, tenantName(tenant, part)],
  ];
  return expected
    .filter(([, found, wanted]) => found !== wanted)
    .map(([where, found, wanted]) => ({
      where: `${id} ${where}`,
      ...(found === undefined ? {} : { value: found }),
      why: `is not "${wanted}", so that policies take the namespace for another's`,
      wayOut: "synthesize the tenant's foundation again",
    }));
}

const isAtHome = ({ namespace }: KubernetesFact, own: ReadonlySet<string>): boolean =>
  namespace !== undefined && own.has(namespace);

/** What a tenant may have in the platform's namespaces, all of it under its own name. */
function isGuest({ namespace, kind, name, object }: KubernetesFact, tenant: string, own: ReadonlySet<string>): boolean {
  switch (kind) {
    case "Database":
    case "DatabaseRole":
      return namespace === "databases" && name.startsWith(`${tenant}-`);
    case "ExternalSecret":
    case "PushSecret":
    case "Password":
      return (
        (namespace === "databases" && name.startsWith(`database-${tenant}-`)) ||
        (namespace === "objects" && name.startsWith(`bucket-${tenant}-`))
      );
    // Makes the tenant's buckets in the store of the cluster.
    case "Job":
      return namespace === "objects" && name.startsWith(`${tenant}-objects-`);
    case "ReferenceGrant":
      return (
        (namespace === "identity" || namespace === authorizationName) &&
        listAt(object, "spec", "from").every((from) => own.has(textAt(from, "namespace") ?? ""))
      );
    default:
      return false;
  }
}
