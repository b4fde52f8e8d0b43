import { listAt, textAt, textsAt, type Json } from "../facts/json";

export type Labels = Readonly<Record<string, string>>;

/** True where every wanted label stands, with its value. */
export const hasLabels = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/**
 * What a Kubernetes label selector says of labels; the empty one matches everything. Throws on an operator that doesn't
 * exist, when it is met.
 */
export function labelSelector(selector: Json | undefined): (labels: Labels) => boolean {
  const required = textsAt(selector, "matchLabels");
  const expressions = listAt(selector, "matchExpressions");
  return (labels) => hasLabels(labels, required) && expressions.every((expression) => holds(expression, labels));
}

export const selects = (selector: Json | undefined, labels: Labels): boolean => labelSelector(selector)(labels);

function holds(expression: Json, labels: Labels): boolean {
  const key = textAt(expression, "key") ?? "";
  const operator = textAt(expression, "operator");
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const named = listAt(expression, "values").some((candidate) => candidate === value);
  switch (operator) {
    case "In":
      return value !== undefined && named;
    case "NotIn":
      return value === undefined || !named;
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case undefined:
    default:
      throw new Error(`label selectors have no operator "${operator ?? ""}"`);
  }
}
