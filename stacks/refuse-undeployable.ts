import { reservedNetworkMistakes } from "../constructs/infrastructure/ovh/reserved-networks";
import type { Environment } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { sitesOf } from "../planning/placement";
import { keyRegionOf } from "./keys-stack";
import { placeOf } from "./site-facts";

/**
 * Refuses, all at once, what this version can plan but not build: another cloud than OVHcloud, networks that OVHcloud uses
 * itself, two sites in two projects, and a third region without a key service.
 */
export function refuseUndeployable(environment: Environment): void {
  const region = keyRegionOf(environment);
  const mistakes = [
    ...cloudMistakes(environment),
    ...projectMistakes(environment),
    ...(typeof region === "string" ? [] : [region]),
  ];
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function cloudMistakes(environment: Environment): Mistake[] {
  return sitesOf(environment).flatMap((site): Mistake[] => {
    switch (site.kind) {
      case "ovh":
        return [...reservedNetworkMistakes(site.network, `${placeOf(environment, site)}.network`)];
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

/** OVHcloud copies objects within one project only (docs, replication, 2025-07-10). */
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
