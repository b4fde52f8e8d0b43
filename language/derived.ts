import type { Quantity, Unit } from "./quantity";
import type { Source } from "./source";

/**
 * A number that explains itself. `from` names the plan paths it was computed from; a number with an empty
 * `from` is a leaf and must carry a source.
 */
export interface Derived<U extends Unit = Unit> extends Quantity<U> {
  /** Name of the rule that produced it; `fact` and `figure` mark the leaves. */
  readonly rule: string;
  /** Dotted paths in the same plan, such as `facts.users.count`. */
  readonly from: readonly string[];
  /** The computation in words and numbers, such as `4200 users / 900 per replica = 5, + 1 for zone loss`. */
  readonly because: string;
  readonly source?: Source;
}

/** A number nobody has measured or promised: printed as such, never replaced by a guess. */
export interface Undecided<U extends Unit = Unit> {
  readonly undecided: true;
  readonly unit: U;
  readonly rule: string;
  readonly from: readonly string[];
  /** Why there is no number. */
  readonly because: string;
  /** What would decide it. */
  readonly wayOut: string;
}

/** A number, or the statement that nobody knows it. */
export type Decided<U extends Unit> = Derived<U> | Undecided<U>;

/** True where a value is known; narrows away `Undecided`. */
export const isDecided = <U extends Unit>(value: Derived<U> | Undecided<U>): value is Derived<U> =>
  !("undecided" in value);
