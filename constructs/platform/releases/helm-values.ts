import { Refusal, type Mistake } from "../../../language";

/** One value as a chart takes it. */
export type HelmValue = string | number | boolean | null | readonly HelmValue[] | HelmValues;

/** Values of a chart, or of a part of it. */
export interface HelmValues {
  readonly [key: string]: HelmValue;
}

/**
 * The values of a release as one document; JSON is YAML. Throws a Refusal where a value holds `${` or `%{`: Terraform
 * would compute it at apply, and whoever reads the file would not see what the chart gets.
 */
export function helmValues(release: string, values: HelmValues): string {
  const mistakes = expressions("values", values);
  if (mistakes.length > 0) throw new Refusal(`release "${release}"`, mistakes);
  return JSON.stringify(values);
}

function expressions(where: string, value: HelmValue): readonly Mistake[] {
  if (typeof value === "string") return /[$%]\{/.test(value) ? [expression(where, value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, HelmValue]) => expressions(`${where}.${key}`, member));
}

const expression = (where: string, value: string): Mistake => ({
  where,
  value,
  why: "holds a Terraform expression",
  wayOut: "pass plain text; what only applying tells travels in the ConfigMap of apply-time values",
});
