import { describe, failures, isDecided, type Decided, type Derived, type Mistake, type Plan } from "../../language";
import { numbersOf, type PlanNumber } from "../plan-paths";
import { noCopyRule } from "./no-copy";

/**
 * Promises that the numbers of a plan don't keep, each with the chain of numbers that breaks it. A number that nobody knows
 * breaks nothing and proves nothing: it stays undecided. What no copy exists of is known well enough.
 */
export function promiseMistakes(plan: Plan): readonly Mistake[] {
  const numbers = numbersOf(plan);
  return failures.flatMap((failure) => {
    const { promise, loss, downtime } = plan.recovery.failures[failure];
    const path = `recovery.failures.${failure}`;
    const against = (
      what: string,
      promised: Derived<"s"> | undefined,
      reached: Readonly<Record<string, Decided<"s">>>,
      wayOut: string,
    ): readonly Mistake[] =>
      promised === undefined
        ? []
        : Object.entries(reached).flatMap(([store, number]) =>
            broken(`${path}.${what}.${store}`, number, promised, numbers, wayOut),
          );
    return [
      ...against(
        "loss",
        promise.loss,
        loss,
        "let the primary serve again where the standby does, choose a tier that promises less, or a store that loses less",
      ),
      ...against(
        "downtime",
        promise.downtime,
        downtime,
        "let the primary serve again where the standby does, choose a tier with a standby, or keep fewer data in one database",
      ),
    ];
  });
}

function broken(
  path: string,
  number: Decided<"s">,
  promised: Derived<"s">,
  numbers: ReadonlyMap<string, PlanNumber>,
  wayOut: string,
): readonly Mistake[] {
  if (!isDecided(number)) {
    const { rule, because } = number;
    return rule === noCopyRule
      ? [
          {
            where: path,
            value: undefined,
            why: `breaks the promise of ${describe(promised)}: ${because}`,
            wayOut: number.wayOut,
          },
        ]
      : [];
  }
  if (number.value <= promised.value) return [];
  return [
    {
      where: path,
      value: describe(number),
      why: `breaks the promise of ${describe(promised)}: ${chainOf(number, numbers).join("; ")}`,
      wayOut,
    },
  ];
}

/** The number's own sum, and every known number below it with its reason and its source. */
function chainOf(number: Derived, numbers: ReadonlyMap<string, PlanNumber>): readonly string[] {
  const told = new Set<string>();
  const tell = (inputs: readonly string[]): readonly string[] =>
    inputs.flatMap((input) => {
      const found = numbers.get(input);
      if (found === undefined || told.has(input)) return [];
      told.add(input);
      return [`${input} = ${isDecided(found) ? describe(found) : "unknown"}${sourceOf(found)}`, ...tell(found.from)];
    });
  return [number.because, ...tell(number.from)];
}

const sourceOf = (number: PlanNumber): string =>
  isDecided(number) && number.source !== undefined
    ? ` (${number.source.kind}, ${number.source.ref}, ${number.source.date})`
    : "";
