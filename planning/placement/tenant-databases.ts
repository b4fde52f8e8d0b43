import type { Environment } from "../../environments/schema";
import { servicesOf } from "../../suites";
import { databaseClusterOf } from "./database-cluster";
import { servicesFor } from "./services-for";
import { instanceName, tenantIds } from "./tenant";

/** A database in which one tenant's data lie, and no other's. */
export interface TenantDatabase {
  /** Whose key closes its dumps: the customer of a dedicated environment bears the environment's name. */
  readonly tenant: string;
  readonly service: string;
  /** Name of the database and of the role that owns it. */
  readonly name: string;
  readonly cluster: string;
}

type Placed = Pick<Environment, "name" | "suite" | "tenancy">;

/** Ids of those whose key lies in the secrets server: a dedicated environment is its own only tenant. */
export function keyHolders(environment: Pick<Environment, "name" | "tenancy">): readonly string[] {
  switch (environment.tenancy.kind) {
    case "dedicated":
      return [environment.name];
    case "shared":
      return tenantIds(environment);
  }
}

/** Databases of one tenant, by a tenant's id or the name of a dedicated environment. */
export function tenantDatabasesOf(environment: Placed, tenant: string): readonly TenantDatabase[] {
  const { kind } = environment.tenancy;
  const own = kind === "dedicated" ? undefined : tenant;
  return servicesFor(environment, own).flatMap((service) =>
    service.needs.database === undefined
      ? []
      : [
          {
            tenant,
            service: service.name,
            name: instanceName(service.name, own),
            cluster: databaseClusterOf(environment, service, own),
          },
        ],
  );
}

/** Whether databases of single tenants can occur at all. Those that all tenants share are nobody's, and nobody's key could close them. */
export const dumpsDatabases = (environment: Pick<Environment, "suite" | "tenancy">): boolean =>
  servicesOf(environment).some(
    ({ needs, tenancy }) =>
      needs.database !== undefined && (environment.tenancy.kind === "dedicated" || tenancy === "instance-per-tenant"),
  );
