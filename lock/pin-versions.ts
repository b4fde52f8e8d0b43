import { kubernetesVersions } from "../catalog";
import type { Environment } from "../environments/schema";
import { Refusal } from "../language";
import { lockPath, type Lock } from "./lock-file";

/**
 * The environment at its locked versions: where the facts name none, the lock does, whatever a newer bestek would choose.
 * Throws a Refusal where this bestek no longer knows the locked one.
 */
export function pinVersions(environment: Environment, lock: Pick<Lock, "versions"> | undefined): Environment {
  if (lock === undefined) return environment;
  const { kubernetes, postgresql } = lock.versions;
  const { facts } = environment;
  const known = kubernetesVersions.offered.find((version) => version === kubernetes);
  if (facts.kubernetes === undefined && known === undefined) {
    throw new Refusal(`environment "${environment.name}"`, [
      {
        where: `${lockPath(environment.name)}: versions.kubernetes`,
        value: kubernetes,
        why: "is a version that this bestek does not know",
        wayOut: `install the bestek release that wrote the lock and upgrade from there; this one knows ${kubernetesVersions.offered.join(", ")}`,
      },
    ]);
  }
  const major = postgresql === "17" || postgresql === "15" ? postgresql : undefined;
  return Object.freeze({
    ...environment,
    ...(facts.kubernetes === undefined && known !== undefined ? { kubernetes: known } : {}),
    ...(facts.postgresql === undefined && major !== undefined ? { postgresql: major } : {}),
  });
}
