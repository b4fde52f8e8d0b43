import type { Figure, Unit } from "../language";

/** A number that no trustworthy source gives; never read as zero. */
export interface Unknown {
  readonly kind: "unknown";
  /** What was searched, in a sentence without a full stop. */
  readonly searched: string;
}

/** A figure, or the statement that nobody knows it. */
export type Known<U extends Unit = Unit> = Figure<U> | Unknown;

/** True where a figure exists; narrows away `Unknown`. */
export const isKnown = <U extends Unit>(value: Known<U>): value is Figure<U> => !("kind" in value);

export const unknown = (searched: string): Unknown => ({ kind: "unknown", searched });
