import type { Environment } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { sitesOf } from "../planning/placement";
import { placeOf } from "./site-facts";

/**
 * Refuses, all at once, sites that this version can plan but not build: another cloud than OVHcloud, and two sites in two
 * projects, because OVHcloud copies objects within one project only (docs, replication, 2025-07-10).
 */
export function refuseUndeployable(environment: Environment): void {
  const mistakes = [...cloudMistakes(environment), ...projectMistakes(environment)];
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function cloudMistakes(environment: Environment): Mistake[] {
  return sitesOf(environment).flatMap((site): Mistake[] => {
    switch (site.kind) {
      case "ovh":
        return [];
      case "azure":
      case "aws":
      case "existing":
        return [
          {
            where: `${placeOf(environment, site)}.kind`,
            value: site.kind,
            why: "is not deployed by this version yet",
            wayOut: 'use an ovh site; "bestek plan" and "bestek size" work for every cloud',
          },
        ];
    }
  });
}

function projectMistakes(environment: Environment): Mistake[] {
  const [primary, standby] = sitesOf(environment);
  if (primary?.kind !== "ovh" || standby?.kind !== "ovh" || primary.project === standby.project) return [];
  return [
    {
      where: `${placeOf(environment, standby)}.project`,
      value: standby.project,
      why: "is another project than that of the primary, and OVHcloud copies objects within one project only",
      wayOut: `use project ${primary.project} for both sites`,
    },
  ];
}
