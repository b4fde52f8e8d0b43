import type { Environment } from "../../environments/schema";
import { tenantName } from "../../language";

/** Whose names and addresses an instance bears: the customer's, or those of one of many tenants. */
export interface Holder {
  readonly customer: string;
  readonly domain: string;
}

/** The tenant of that id; the customer or operator of the whole platform where none is named. */
export function holderOf({ tenancy }: Pick<Environment, "tenancy">, tenant: string | undefined): Holder {
  if (tenant === undefined) return tenancy;
  const found = tenancy.kind === "shared" ? tenancy.tenants[tenant] : undefined;
  if (found === undefined) throw new Error(`the environment has no tenant ${tenant}`);
  return found;
}

/** Ids of the tenants, sorted; none in a dedicated environment. */
export function tenantIds({ tenancy }: Pick<Environment, "tenancy">): readonly string[] {
  switch (tenancy.kind) {
    case "dedicated":
      return [];
    case "shared":
      return Object.keys(tenancy.tenants).sort();
  }
}

/** Name of a service's instance: its namespace, its database, its release. */
export const instanceName = (service: string, tenant: string | undefined): string =>
  tenant === undefined ? service : tenantName(tenant, service);
