import type { Lock } from "./lock-file";

/**
 * Tenant of a stack by its name: each tenant has a stack of its own, and others at each site. Names are listed, not taken apart,
 * because ids and sites may hold hyphens.
 */
export function tenantStacks({
  environment,
  tenants,
  sites,
}: Pick<Lock, "environment" | "tenants" | "sites">): ReadonlyMap<string, string> {
  const ends = ["", ...Object.keys(sites).flatMap((site) => [`-${site}`, `-storage-${site}`])];
  return new Map(
    Object.keys(tenants).flatMap((tenant) =>
      ends.map((end) => [`${environment}-tenant-${tenant}${end}`, tenant] as const),
    ),
  );
}
