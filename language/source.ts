import type { Quantity, Unit } from "./quantity";

/** What kind of authority stands behind a number, strongest first. */
export type SourceKind =
  | "contract"
  | "measurement"
  | "price-list"
  | "documentation"
  | "specification"
  | "environment"
  | "decision"
  | "estimate";

/** Where a number was read, so that anyone can check it. */
export interface Source {
  readonly kind: SourceKind;
  /** The document, file or decision, findable by its name. */
  readonly ref: string;
  /** ISO 8601 date, year or month of the source itself, not of our reading of it. */
  readonly date: string;
}

/** A number taken from outside, with what it means and where it was read. */
export interface Figure<U extends Unit = Unit> extends Quantity<U> {
  readonly meaning: string;
  readonly source: Source;
}

/** Binds a number to its meaning and its source. */
export const figure = <U extends Unit>(value: Quantity<U>, meaning: string, source: Source): Figure<U> => ({
  ...value,
  meaning,
  source,
});
