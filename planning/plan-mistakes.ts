import { isDecided, type Mistake, type Plan } from "../language";
import { numbersOf, type PlanNumber } from "./plan-paths";

/** Numbers of a plan that do not explain themselves down to facts and figures; empty where all do. */
export function planMistakes(plan: Plan): readonly Mistake[] {
  const numbers = numbersOf(plan);
  const cycles = new Cycles(numbers);
  return [...numbers].flatMap(([path, number]) => [
    ...dangling(path, number, numbers),
    ...sourceless(path, number),
    ...(cycles.leadsToItself(path)
      ? [
          {
            where: path,
            value: number.from,
            why: "leads back to itself",
            wayOut: "derive it from numbers that do not depend on it",
          },
        ]
      : []),
  ]);
}

const dangling = (path: string, { from }: PlanNumber, numbers: ReadonlyMap<string, PlanNumber>): readonly Mistake[] =>
  from
    .filter((input) => !numbers.has(input))
    .map((input) => ({
      where: `${path}.from`,
      value: input,
      why: "leads nowhere",
      wayOut: "name the path under which the plan holds the number",
    }));

/** A known number is computed from others, or is a leaf with a source; one that nobody knows says what would decide it. */
function sourceless(path: string, number: PlanNumber): readonly Mistake[] {
  if (!isDecided(number) || number.from.length > 0) return [];
  const isLeaf = number.rule === "fact" || number.rule === "figure";
  const { source } = number;
  if (isLeaf && source !== undefined && source.ref !== "" && source.date !== "") return [];
  return [
    {
      where: path,
      value: number.value,
      why: "is computed from nothing and has no source",
      wayOut: "name its inputs, or enter it as a fact or a figure with its source",
    },
  ];
}

/** Which numbers lead back to themselves, each path followed once. */
class Cycles {
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor(private readonly numbers: ReadonlyMap<string, PlanNumber>) {}

  leadsToItself(path: string): boolean {
    return this.inputsOf(path, new Set()).has(path);
  }

  /** Everything that a path is computed from; stops where the way it came on is met again. */
  private inputsOf(path: string, way: ReadonlySet<string>): ReadonlySet<string> {
    const known = this.reached.get(path);
    if (known !== undefined) return known;
    if (way.has(path)) return new Set([path]);
    const here = new Set([...way, path]);
    const inputs = new Set<string>();
    for (const input of this.numbers.get(path)?.from ?? []) {
      inputs.add(input);
      for (const further of this.inputsOf(input, here)) inputs.add(further);
    }
    // Within a cycle the set depends on where it was entered, so that only sets free of one are kept.
    if (![...here].some((step) => inputs.has(step))) this.reached.set(path, inputs);
    return inputs;
  }
}
