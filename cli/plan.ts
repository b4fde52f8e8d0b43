import type { Plan } from "../language";
import { explain, planEnvironment, promiseMistakes } from "../planning";
import { describePlan } from "./describe-plan";
import { loadEnvironment } from "./load-environments";
import type { Outcome } from "./outcome";

export interface PlanRequest {
  readonly workingFolder: string;
  readonly environment: string;
  /** Dotted path of one number, whose chain of computation is wanted. */
  readonly why?: string | undefined;
}

/** One number of a plan and the computation that leads to it. */
export interface Explanation {
  readonly format: "bestek.explanation/1";
  readonly path: string;
  readonly lines: readonly string[];
}

/** Everything that follows from an environment's facts, or the chain behind one number of it. Exits 1 where it breaks a promise. */
export async function plan({ workingFolder, environment, why }: PlanRequest): Promise<Outcome<Plan | Explanation>> {
  const derived = planEnvironment(await loadEnvironment(workingFolder, environment));
  const broken = promiseMistakes(derived);
  if (why === undefined) {
    return { exitCode: broken.length === 0 ? 0 : 1, data: derived, lines: describePlan(derived, broken) };
  }
  const lines = explain(derived, why).split("\n");
  return { exitCode: 0, data: { format: "bestek.explanation/1", path: why, lines }, lines };
}
