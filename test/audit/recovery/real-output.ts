import type { Check, Facts, Verdict } from "../../../audit";
import { isObject, type Json, type JsonPath } from "../../../audit/facts/json";
import production from "../../../environments/noveu-zuid";
import { defineEnvironment, type Environment, type EnvironmentFacts } from "../../../environments/schema";
import { written } from "../../harness/written";
import { change } from "../fixture/output";

/** The sample environment with other facts. */
export const environmentWith = (changes: Partial<EnvironmentFacts> = {}): Environment =>
  defineEnvironment({ ...production.facts, ...changes });

/** The sample environment after a failover: alone, or followed by what was its primary. */
export function withActive(active: "standby" | "standby-followed"): Environment {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("nothing stands by");
  return environmentWith({ recovery: { ...recovery, active } });
}

/** Facts as the audit collects them from what is really synthesized. */
export const realFacts = (environment: Environment = production): Facts => written(environment).facts;

export type Sabotage = (facts: Facts) => Facts;

/** Changes a part of one Terraform block; undefined removes it. */
export const inBlock =
  (id: string, path: JsonPath, value: Json | undefined): Sabotage =>
  (facts) => {
    const found = Object.entries(facts.terraform).find(([key]) => key.startsWith(id));
    if (found === undefined) throw new Error(`no block ${id}`);
    const [key, fact] = found;
    return {
      ...facts,
      terraform: { ...facts.terraform, [key]: { ...fact, attributes: change(fact.attributes, path, value) } },
    };
  };

/** Changes a part of one Kubernetes object; undefined removes it, and an empty path the object. */
export const inManifest =
  (id: string, path: JsonPath, value: Json | undefined): Sabotage =>
  (facts) => {
    const fact = facts.kubernetes[id];
    if (fact === undefined) throw new Error(`no object ${id}`);
    if (path.length === 0) {
      return {
        ...facts,
        kubernetes: Object.fromEntries(Object.entries(facts.kubernetes).filter(([key]) => key !== id)),
      };
    }
    const object = change(fact.object, path, value);
    if (!isObject(object)) throw new Error(`${id} is no object any more`);
    return { ...facts, kubernetes: { ...facts.kubernetes, [id]: { ...fact, object } } };
  };

/** Changes what the audit read of the plan. */
export const inPlannedLoss =
  (store: string, seconds: number): Sabotage =>
  (facts) => ({
    ...facts,
    plan: {
      ...facts.plan,
      recovery: { ...facts.plan.recovery, loss: { ...facts.plan.recovery.loss, [store]: { kind: "known", seconds } } },
    },
  });

/** Several changes, in their order. */
export const together =
  (...steps: readonly Sabotage[]): Sabotage =>
  (facts) =>
    steps.reduce((changed, step) => step(changed), facts);

/** Messages of everything that does not pass. */
export const complaints = (check: Check, facts: Facts): readonly string[] =>
  check
    .judge(facts)
    .flatMap((verdict: Verdict) => (verdict.outcome === "pass" ? [] : [`${verdict.outcome}: ${verdict.message}`]));
