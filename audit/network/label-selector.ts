import { listAt, textAt, textsAt, type Json } from "../facts/json";

export type Labels = Readonly<Record<string, string>>;

/** Whether a Kubernetes label selector matches; the empty one matches everything. Throws on an operator that doesn't exist. */
export function selects(selector: Json | undefined, labels: Labels): boolean {
  return (
    Object.entries(textsAt(selector, "matchLabels")).every(([key, value]) => labels[key] === value) &&
    listAt(selector, "matchExpressions").every((expression) => holds(expression, labels))
  );
}

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
