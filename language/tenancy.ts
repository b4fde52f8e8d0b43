/** Label of a namespace that belongs to one tenant: the tenant's id. */
export const tenantLabel = "bestek.eu/tenant";

/** Label of a tenant's namespace: the name that the namespaces of all tenants with the same content share. */
export const tenantPartLabel = "bestek.eu/tenant-part";

/** Label of a tenant's namespace: the database cluster that holds the tenant's databases. */
export const databaseCellLabel = "bestek.eu/database-cell";

/** What belongs to one tenant in a place that tenants share: an instance, a namespace, a database, a role. At most 53 characters. */
export const tenantName = (tenant: string, part: string): string => `${tenant}-${part}`;

/**
 * Whose pods a set stands for where tenants share the platform. A flow between two sets of tenants holds within each tenant;
 * one between a tenant's set and a cell holds for the tenants of that cell.
 */
export type PodSetOwner =
  /** The same pods once in every tenant, in the namespace `<tenant>-<namespace>`. */
  | { readonly kind: "each-tenant" }
  /** A database cluster that holds databases of some tenants. */
  | { readonly kind: "database-cell"; readonly cell: string };
