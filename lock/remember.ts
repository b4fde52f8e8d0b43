import { Refusal } from "../language";
import { compareLock, firstLock, frozenMistakes, type Comparison } from "./compare-lock";
import type { Lock } from "./lock-file";
import type { Standing } from "./standing";

/** The lock after a synthesis, and what it learned. */
export interface Remembered {
  readonly lock: Lock;
  readonly news: readonly string[];
}

/** How a synthesis deals with the lock; throws a Refusal where it may not go on. */
export type Remember = (lock: Lock | undefined, standing: Standing) => Remembered;

/** Records what is new; what is gone or changed must have been recorded before. */
export const recordNews: Remember = (lock, standing) => {
  const { next, news } = checked(lock, standing);
  return { lock: next, news };
};

/** Records nothing: a lock that does not say everything already is refused, as `npm ci` refuses its own. */
export const keepFrozen: Remember = (lock, standing) => {
  const comparison = checked(lock, standing);
  const mistakes = frozenMistakes(standing.environment, lock, comparison);
  if (mistakes.length > 0) throw refusal(standing, mistakes);
  return { lock: comparison.next, news: [] };
};

function checked(lock: Lock | undefined, standing: Standing): Comparison {
  if (lock === undefined) {
    const next = firstLock(standing);
    return { mistakes: [], next, news: [firstNews(next)] };
  }
  const comparison = compareLock(lock, standing);
  if (comparison.mistakes.length > 0) throw refusal(standing, comparison.mistakes);
  return comparison;
}

const firstNews = ({ stacks, stateful }: Lock): string =>
  `+ ${String(stacks.length)} stacks and ${String(Object.keys(stateful).length)} stateful things, for the first time`;

const refusal = ({ environment }: Standing, mistakes: Comparison["mistakes"]): Refusal =>
  new Refusal(`environment "${environment}"`, mistakes);
