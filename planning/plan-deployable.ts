import type { Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import { digestMistakes } from "./digest-mistakes";
import { planEnvironment } from "./plan-environment";
import { promiseMistakes } from "./recovery";

/**
 * The plan of an environment that is about to be written; throws a Refusal where its numbers break what its tier promises, or its digests
 * can't be right.
 */
export function planDeployable(environment: Environment): Plan {
  const plan = planEnvironment(environment);
  const mistakes = [...promiseMistakes(plan), ...digestMistakes(environment)];
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
  return plan;
}
