import type { Plan } from "../language";
import { explain, planEnvironment } from "../planning";
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

/** Everything that follows from an environment's facts, or the chain behind one number of it. */
export async function plan({ workingFolder, environment, why }: PlanRequest): Promise<Outcome<Plan | Explanation>> {
  const derived = planEnvironment(await loadEnvironment(workingFolder, environment));
  if (why === undefined) return { exitCode: 0, data: derived, lines: describePlan(derived) };
  const lines = explain(derived, why).split("\n");
  return { exitCode: 0, data: { format: "bestek.explanation/1", path: why, lines }, lines };
}
