import { tenantName } from "../../../language";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { databaseFacts } from "../../recovery/databases";

/** A database in which one tenant's data lie. */
export interface TenantDatabaseFact {
  readonly object: string;
  readonly site: string;
  readonly name: string;
  readonly cluster: string;
  readonly tenant: string;
  readonly writes: boolean;
}

/** Databases that are one tenant's: all of a dedicated environment, and those in cells of a shared one. */
export function tenantDatabases(facts: Facts): readonly TenantDatabaseFact[] {
  const clusters = new Map(databaseFacts(facts).map((fact) => [`${fact.site}/${fact.name}`, fact.writes]));
  const { tenancy } = facts.plan;
  const tenants = Object.entries(tenancy?.tenants ?? {});
  return objectsOfKind(facts, "Database").flatMap(([object, { site, object: database }]) => {
    const name = textAt(database, "spec", "name") ?? "";
    const cluster = textAt(database, "spec", "cluster", "name") ?? "";
    const tenant =
      tenancy === undefined
        ? facts.environment
        : tenants.find(([one, { cell }]) => cell === cluster && name.startsWith(tenantName(one, "")))?.[0];
    if (tenant === undefined) return [];
    return [{ object, site, name, cluster, tenant, writes: clusters.get(`${site}/${cluster}`) ?? true }];
  });
}
