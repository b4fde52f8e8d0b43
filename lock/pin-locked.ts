import { kubernetesVersions } from "../catalog";
import type { Environment } from "../environments/schema";
import { Refusal } from "../language";
import { lockPath, type Lock } from "./lock-file";

/**
 * The environment as it is locked: where the facts name no version and no cell, the lock does, whatever a newer bestek or one
 * cell more would choose. Throws a Refusal where this bestek no longer knows the locked version of Kubernetes.
 */
export function pinLocked(environment: Environment, lock: Pick<Lock, "versions" | "tenants"> | undefined): Environment {
  if (lock === undefined) return environment;
  return Object.freeze({
    ...environment,
    ...pinnedVersions(environment, lock),
    tenancy: pinnedTenancy(environment, lock),
  });
}

function pinnedVersions(
  { name, facts }: Environment,
  { versions: { kubernetes, postgresql } }: Pick<Lock, "versions">,
): Partial<Pick<Environment, "kubernetes" | "postgresql">> {
  const known = kubernetesVersions.offered.find((version) => version === kubernetes);
  if (facts.kubernetes === undefined && known === undefined) {
    throw new Refusal(`environment "${name}"`, [
      {
        where: `${lockPath(name)}: versions.kubernetes`,
        value: kubernetes,
        why: "is a version that this bestek does not know",
        wayOut: `install the bestek release that wrote the lock and upgrade from there; this one knows ${kubernetesVersions.offered.join(", ")}`,
      },
    ]);
  }
  const major = postgresql === "17" || postgresql === "15" ? postgresql : undefined;
  return {
    ...(facts.kubernetes === undefined && known !== undefined ? { kubernetes: known } : {}),
    ...(facts.postgresql === undefined && major !== undefined ? { postgresql: major } : {}),
  };
}

/** A tenant stays in the cell that holds its rows; a cell that is gone can't hold anyone, which the comparison refuses. */
function pinnedTenancy({ tenancy }: Environment, { tenants: locked }: Pick<Lock, "tenants">): Environment["tenancy"] {
  switch (tenancy.kind) {
    case "dedicated":
      return tenancy;
    case "shared": {
      const tenants = Object.entries(tenancy.tenants).map(([id, tenant]) => {
        const cell = locked[id]?.cell;
        return [
          id,
          tenant.cell === undefined && cell !== undefined && cell < tenancy.cells ? { ...tenant, cell } : tenant,
        ] as const;
      });
      return { ...tenancy, tenants: Object.fromEntries(tenants) };
    }
  }
}
