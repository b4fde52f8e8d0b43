import { describe, isDecided, Refusal, type Plan } from "../language";
import { nearestPaths } from "./nearest-paths";
import { numbersOf, type PlanNumber } from "./plan-paths";

/**
 * The chain behind one number, down to facts and figures: each line with its value, the computation and, for a leaf,
 * its source. A number that occurred above is named again without its chain. Throws a Refusal with the nearest paths
 * where the plan has no number at `path`.
 */
export function explain(plan: Plan, path: string): string {
  const numbers = numbersOf(plan);
  if (!numbers.has(path)) throw unknownPath(path, [...numbers.keys()]);
  return chain(path, numbers, 0, new Set()).join("\n");
}

function chain(
  path: string,
  numbers: ReadonlyMap<string, PlanNumber>,
  depth: number,
  told: Set<string>,
): readonly string[] {
  const number = numbers.get(path);
  const indent = "  ".repeat(depth);
  if (number === undefined) return [`${indent}${path}: is not in this plan`];
  const head = `${indent}${path} = ${valueOf(number)}`;
  if (told.has(path)) return [number.from.length === 0 ? head : `${head} (see above)`];
  told.add(path);
  return [
    head,
    ...detailsOf(number).map((line) => `${indent}    ${line}`),
    ...number.from.flatMap((input) => chain(input, numbers, depth + 1, told)),
  ];
}

const valueOf = (number: PlanNumber): string => (isDecided(number) ? exact(number) : `undecided (${number.unit})`);

/** As people read it, with the bare number beside it where the two differ. */
function exact(number: Extract<PlanNumber, { value: number }>): string {
  const plain = `${String(number.value)} ${number.unit}`;
  const read = describe(number);
  return read === plain || number.unit === "1"
    ? number.unit === "1"
      ? String(number.value)
      : plain
    : `${read} (${plain})`;
}

function detailsOf(number: PlanNumber): readonly string[] {
  if (!isDecided(number)) {
    return [`${number.rule}: ${number.because}`, `way out: ${number.wayOut}`];
  }
  const { source } = number;
  return [
    `${number.rule}: ${number.because}`,
    ...(source === undefined ? [] : [`source: ${source.kind}, ${source.ref}, ${source.date}`]),
  ];
}

const unknownPath = (path: string, known: readonly string[]): Refusal =>
  new Refusal("path", [
    {
      where: "--why",
      value: path,
      why: "is no number of this plan",
      wayOut: `use one of: ${nearestPaths(path, known).join(", ")}`,
    },
  ]);
