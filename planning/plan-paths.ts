import type { Derived, Plan, Undecided } from "../language";

/** A number of the plan, known or not. */
export type PlanNumber = Derived | Undecided;

/** Every number of the plan by its dotted path, in the order of the plan. */
export const numbersOf = (plan: Plan): ReadonlyMap<string, PlanNumber> => new Map(walk("", plan));

function walk(path: string, value: unknown): readonly (readonly [string, PlanNumber])[] {
  if (isPlanNumber(value)) return [[path, value]];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => walk(path === "" ? key : `${path}.${key}`, entry));
}

const isPlanNumber = (value: unknown): value is PlanNumber =>
  typeof value === "object" && value !== null && "rule" in value && "from" in value && "because" in value;
