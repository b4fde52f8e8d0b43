import { createHash } from "node:crypto";
import { databaseCluster } from "../../catalog";
import type { Environment, SharedTenancy } from "../../environments/schema";
import type { ServiceDefinition } from "../../language";
import { servicesOf } from "../../suites";

/** Who keeps databases in a cluster. */
export type DatabaseClusterOwner =
  /** Services that serve everyone; in a dedicated environment all of them. */
  | { readonly kind: "platform" }
  | { readonly kind: "service"; readonly service: string }
  /** Tenants whose cell it is. */
  | { readonly kind: "cell" };

export interface PlacedDatabaseCluster {
  /** Name of the Cluster, and part of its host name. */
  readonly name: string;
  readonly owner: DatabaseClusterOwner;
}

const cellPrefix = `${databaseCluster.name}-cell-`;

/** Name of a cell's cluster. */
export const cellName = (index: number): string => `${cellPrefix}${String(index)}`;

export const isCellName = (cluster: string): boolean => cluster.startsWith(cellPrefix);

/** Pattern of the names of all cells. */
export const anyCellName = `${cellPrefix}*`;

/**
 * Cell with the highest weight for a tenant (rendezvous hashing): a cell more takes tenants from others and moves none
 * between them, and a tenant more moves nobody. SHA-256 gives the same weights on every machine and in every version.
 */
export function rendezvousCell(tenant: string, cells: number): number {
  const weights = Array.from({ length: cells }, (_, index) =>
    createHash("sha256")
      .update(`${cellName(index)}\n${tenant}`)
      .digest("hex"),
  );
  return weights.reduce((best, weight, index) => (weight > (weights[best] ?? "") ? index : best), 0);
}

/** Name of the cluster that holds a tenant's databases: where it is pinned, or where hashing puts it. */
export const cellOf = ({ cells, tenants }: Pick<SharedTenancy, "cells" | "tenants">, tenant: string): string =>
  cellName(tenants[tenant]?.cell ?? rendezvousCell(tenant, cells));

/** Every database cluster of an environment that needs a database, in a stable order. */
export function placeDatabaseClusters(
  environment: Pick<Environment, "suite" | "tenancy">,
): readonly PlacedDatabaseCluster[] {
  const { tenancy } = environment;
  const needing = servicesOf(environment).filter(({ needs }) => needs.database !== undefined);
  const platform: PlacedDatabaseCluster = { name: databaseCluster.name, owner: { kind: "platform" } };
  switch (tenancy.kind) {
    case "dedicated":
      return tenancy.databases === "one-cluster"
        ? needing.length === 0
          ? []
          : [platform]
        : needing.map(({ name }) => ({ name: serviceCluster(name), owner: { kind: "service", service: name } }));
    case "shared":
      return [
        ...(needing.some((service) => service.tenancy !== "instance-per-tenant") ? [platform] : []),
        ...(needing.some((service) => service.tenancy === "instance-per-tenant")
          ? Array.from({ length: tenancy.cells }, (_, index) => ({
              name: cellName(index),
              owner: { kind: "cell" } as const,
            }))
          : []),
      ];
  }
}

const serviceCluster = (service: string): string => `${databaseCluster.name}-${service}`;

/** Name of the cluster that holds a service's database, of one tenant where each has its own. */
export function databaseClusterOf(
  { tenancy }: Pick<Environment, "tenancy">,
  { name, tenancy: kind }: Pick<ServiceDefinition, "name" | "tenancy">,
  tenant: string | undefined,
): string {
  switch (tenancy.kind) {
    case "dedicated":
      return tenancy.databases === "one-cluster" ? databaseCluster.name : serviceCluster(name);
    case "shared":
      return kind !== "instance-per-tenant" || tenant === undefined ? databaseCluster.name : cellOf(tenancy, tenant);
  }
}

/** Service through which the databases of a cluster are written. */
export const databaseHostOf = (cluster: string): string =>
  `${cluster}-rw.${databaseCluster.namespace}.svc.cluster.local`;
