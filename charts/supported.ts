import type { Environment, Parts } from "../environments/schema";
import { Refusal, type Mistake } from "../language";

/** Parts that this version deploys; the others can be planned and priced. */
const deployed: Parts = {
  gateway: "envoy",
  bus: "nats",
  secrets: "openbao",
  objects: "provider",
  identity: "keycloak",
};

/** Refuses facts that can be planned but not deployed yet, all at once. */
export function refuseUnsupported(environment: Environment): void {
  const mistakes = partMistakes(environment.parts);
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function partMistakes(parts: Parts): Mistake[] {
  const chosen = Object.entries(parts);
  const known = new Map<string, string>(Object.entries(deployed));
  return chosen
    .filter(([part, choice]) => known.get(part) !== choice && !(part === "objects" && choice === "garage"))
    .map(([part, choice]) => ({
      where: `parts.${part}`,
      value: choice,
      why: "is not deployed by this version",
      wayOut: `use "${instead(part, known)}"; "bestek plan" and "bestek size" take every choice`,
    }));
}

/** Garage, too, needs nothing beside the cluster. */
const instead = (part: string, known: ReadonlyMap<string, string>): string =>
  part === "objects" ? `${known.get(part) ?? ""}" or "garage` : (known.get(part) ?? "");
