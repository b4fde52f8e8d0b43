import type { Facts } from "../../audit";
import { at, isObject, type Json } from "../../audit/facts/json";

/** Ids under which rows may name what one sample synthesized. */
export interface SampleIds {
  readonly ids: readonly string[];
  readonly plan: Json;
}

export const idsOf = (facts: Facts, plan: Json): SampleIds => ({
  ids: [
    ...Object.keys(facts.kubernetes),
    ...Object.keys(facts.terraform),
    ...Object.keys(facts.footprints).map((component) => `footprint/${component}`),
  ],
  plan,
});

/** Whether a sample holds what a row names: something whose id begins so, or a part of its plan that is not empty. */
export function holds({ ids, plan }: SampleIds, name: string): boolean {
  if (!name.startsWith("plan/")) return ids.some((id) => id.startsWith(name));
  const part = at(plan, ...name.split("/").slice(1));
  return part !== undefined && !(isObject(part) && Object.keys(part).length === 0);
}
