import { resolve } from "node:path";
import { leastPolicies, needsOf, type LeastPolicy, type Need } from "../../audit";
import { planFile } from "../../output";
import type { Outcome } from "../outcome";
import { readSynthesis, type SynthesisFolders } from "../read-synthesis";
import { checkNeed, type Finding } from "./check-need";
import { describePolicies, describePreflight } from "./describe-preflight";
import { planNumbers } from "./plan-numbers";
import type { World } from "./world";

export { theWorld } from "./world";

export interface PreflightRequest extends SynthesisFolders {
  /** Whether name servers and hosts may be asked. */
  readonly online: boolean;
  /** Whether the least policies are wanted instead of the list. */
  readonly policies: boolean;
  readonly world: World;
}

export interface CheckedNeed extends Omit<Need, "check">, Finding {}

export interface Preflight {
  readonly format: "bestek.preflight/1";
  readonly environment: string;
  readonly needs: readonly CheckedNeed[];
  readonly policies: readonly LeastPolicy[];
}

/** What a person must supply, in order, and what of it is there. Prints no value of any variable, and changes nothing. */
export async function preflight(request: PreflightRequest): Promise<Outcome<Preflight>> {
  const { workingFolder, environment, out, world, online } = request;
  const facts = readSynthesis(request);
  const needs: CheckedNeed[] = [];
  for (const need of needsOf(facts, planNumbers(planFile(resolve(workingFolder, out), environment)))) {
    const { check: _, ...described } = need;
    needs.push({ ...described, ...(await checkNeed(need, world, online)) });
  }
  const data: Preflight = { format: "bestek.preflight/1", environment, needs, policies: leastPolicies(facts) };
  if (request.policies) return { exitCode: 0, data, lines: describePolicies(data.policies) };
  return { exitCode: needs.some(({ state }) => state === "missing") ? 1 : 0, data, lines: describePreflight(data) };
}
