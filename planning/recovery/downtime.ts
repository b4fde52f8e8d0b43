import { describe, isDecided, seconds, type Decided, type Derived } from "../../language";
import type { Ledger } from "../ledger";
import type { OwnStep } from "./own-steps";
import type { Steps } from "./steps";

/** The sum of all steps; undecided as soon as one of them is. */
export function enterDowntime(ledger: Ledger, path: string, steps: Steps, own: readonly OwnStep[]): Decided<"s"> {
  const named = Object.entries(steps);
  const numbers = own.flatMap((step) => (step.kind === "known" ? [[step.word, step.number] as const] : []));
  const from = [...named, ...numbers].map(([, number]) => number);
  const unknown = own.find((step) => step.kind === "unknown") ?? named.map(([, number]) => number).find(isOpen);
  if (unknown !== undefined) {
    const { because, wayOut } = unknown;
    return ledger.undecided(path, "s", { rule: "recovery-time", from, because, wayOut });
  }
  const known = [...named, ...numbers].flatMap(([word, number]) =>
    isDecided(number) ? [[word, number] as const] : [],
  );
  const sum = known.reduce((total, [, { value }]) => total + value, 0);
  return ledger.derive(path, seconds(sum), {
    rule: "recovery-time",
    from,
    because: `${known.map(([word, number]) => `${describe(number)} ${word}`).join(" + ")} = ${describe(seconds(sum))}`,
  });
}

const isOpen = (number: Decided<"s">): number is Exclude<Decided<"s">, Derived<"s">> => !isDecided(number);
