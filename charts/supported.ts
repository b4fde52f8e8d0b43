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

/** A second choice of a part that this version deploys too. */
const others: Readonly<Record<string, string>> = { objects: "garage", bus: "kafka", secrets: "vault" };

/** Refuses facts that can be planned but not deployed yet, all at once. */
export function refuseUnsupported(environment: Environment): void {
  const mistakes = partMistakes(environment.parts);
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function partMistakes(parts: Parts): Mistake[] {
  const chosen = Object.entries(parts);
  const known = new Map<string, string>(Object.entries(deployed));
  return chosen
    .filter(([part, choice]) => known.get(part) !== choice && others[part] !== choice)
    .map(([part, choice]) => ({
      where: `parts.${part}`,
      value: choice,
      why: "is not deployed by this version",
      wayOut: `use "${instead(part, known)}"; "bestek plan" and "bestek size" take every choice`,
    }));
}

const instead = (part: string, known: ReadonlyMap<string, string>): string =>
  [known.get(part), others[part]].filter((choice) => choice !== undefined).join('" or "');
