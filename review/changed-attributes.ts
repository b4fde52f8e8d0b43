import { at, dotted, isList, isObject, type Json, type JsonPath } from "../audit/facts/json";
import type { ResourceChange } from "./plan-document";
import { hidden, isTelling, markerBelow, marksAnything, tellsAnything } from "./redact";
import type { AttributeChange } from "./review";

/** Longest value that is written out; longer ones, such as the values of a chart, could hold anything. */
const longest = 100;

/** Both sides of one part of a resource. */
interface Sides {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Terraform's markers: what is known after the apply alone, and what nobody may read. */
  readonly unknown: Json;
  readonly sensitiveBefore: Json;
  readonly sensitiveAfter: Json;
  /** True below a name that tells of a credential. */
  readonly telling: boolean;
}

type Report = (path: JsonPath, before: string, after: string) => void;

/** Attributes that differ, each at its own path, with nothing sensitive written out; `secrets` are hidden wherever they stand. */
export function changedAttributes({ change }: ResourceChange, secrets: readonly string[]): readonly AttributeChange[] {
  const forced = (change.replace_paths ?? []).map((path) => dotted(path));
  const found: AttributeChange[] = [];
  const sides = {
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    sensitiveBefore: change.before_sensitive,
    sensitiveAfter: change.after_sensitive,
    telling: false,
  };
  gather(sides, [], secrets, (path, before, after) => {
    const name = dotted(path);
    const forcesReplacement = forced.some((other) => isWithin(name, other) || isWithin(other, name));
    found.push({ path: name, before, after, forcesReplacement });
  });
  return found;
}

const isWithin = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

function gather(sides: Sides, path: JsonPath, secrets: readonly string[], report: Report): void {
  const { before, after, unknown } = sides;
  if (same(before, after) && !marksAnything(unknown)) return;
  const steps = unknown === true ? undefined : stepsOf(before, after, unknown);
  if (steps !== undefined) {
    for (const step of steps) gather(below(sides, step), [...path, step], secrets, report);
    return;
  }
  const isHidden =
    sides.telling ||
    [sides.sensitiveBefore, sides.sensitiveAfter].some(marksAnything) ||
    [before, after].some(tellsAnything);
  const afterwards = marksAnything(unknown) ? "(known after apply)" : written(after, isHidden, secrets);
  report(path, written(before, isHidden, secrets), afterwards);
}

/** Parts to compare one by one; undefined where the values are compared as a whole. */
function stepsOf(
  before: Json | undefined,
  after: Json | undefined,
  unknown: Json,
): readonly (string | number)[] | undefined {
  if (isObject(before) && isObject(after)) {
    return [...new Set([before, after, unknown].flatMap((side) => (isObject(side) ? Object.keys(side) : [])))];
  }
  return isList(before) && isList(after) && before.length === after.length ? [...before.keys()] : undefined;
}

const below = (sides: Sides, step: string | number): Sides => ({
  before: at(sides.before, step),
  after: at(sides.after, step),
  unknown: markerBelow(sides.unknown, step),
  sensitiveBefore: markerBelow(sides.sensitiveBefore, step),
  sensitiveAfter: markerBelow(sides.sensitiveAfter, step),
  telling: sides.telling || (typeof step === "string" && isTelling(step)),
});

/** Nothing, `null` and an absent member are one to Terraform. */
const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function written(value: Json | undefined, isHidden: boolean, secrets: readonly string[]): string {
  if (value === undefined || value === null) return "nothing";
  const text = JSON.stringify(value);
  if (isHidden || secrets.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))) return hidden;
  return text.length <= longest ? text : `(${String(text.length)} characters)`;
}
