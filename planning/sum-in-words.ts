import { describe, quantity, type Derived, type Unit } from "../language";

/** More terms than anyone reads in one sentence. */
const readable = 12;

/** `a + b + c`; of many terms their number and range, because the paths they come from name each. */
export function sumInWords<U extends Unit>(terms: readonly Derived<U>[]): string {
  const [first] = terms;
  if (first === undefined || terms.length <= readable) return terms.map(describe).join(" + ");
  const { least, most } = terms.reduce(
    ({ least: low, most: high }, { value }) => ({ least: Math.min(low, value), most: Math.max(high, value) }),
    { least: first.value, most: first.value },
  );
  const sum = terms.reduce((total, { value }) => total + value, 0);
  const read = (value: number): string => describe(quantity(value, first.unit));
  return `${String(terms.length)} terms of ${read(least)} to ${read(most)}, together ${read(sum)}`;
}
