import type { Derived, Figure, Quantity, Source, Undecided, Unit } from "../language";

/** What a number was computed from, and how. */
export interface Derivation {
  /** Name of the rule, in kebab-case. */
  readonly rule: string;
  readonly from: readonly (Derived | Undecided)[];
  readonly because: string;
}

/**
 * The numbers of one plan as they come into being. Each is entered under the path where the plan will hold it, and
 * names as its inputs numbers that are entered already: `from` always resolves, and no number can lead to itself.
 */
export class Ledger {
  private readonly paths = new Map<Derived | Undecided, string>();
  private readonly factsById = new Map<string, Derived>();
  private readonly figuresById = new Map<string, Derived>();
  private readonly loadById = new Map<string, Derived>();

  /** A number that the architect wrote. */
  fact<U extends Unit>(id: string, value: Quantity<U>, because: string, source: Source): Derived<U> {
    return this.leaf(`facts.${id}`, this.factsById, id, { ...normal(value), rule: "fact", from: [], because, source });
  }

  /** A number of the catalogue or the suite. Entering the same one twice is allowed, another one under its id is not. */
  figure<U extends Unit>(id: string, { value, unit, meaning, source }: Figure<U>): Derived<U> {
    return this.leaf(`figures.${id}`, this.figuresById, id, {
      ...normal({ value, unit }),
      rule: "figure",
      from: [],
      because: meaning,
      source,
    });
  }

  /** An intermediate number, entered under `load`; the same one may be entered for several sites. */
  load<U extends Unit>(id: string, value: Quantity<U>, derivation: Derivation): Derived<U> {
    const number = this.derive(`load.${id}`, value, derivation);
    this.loadById.set(id, number);
    return number;
  }

  /** A number computed from others; throws a plain error where one of them was never entered. */
  derive<U extends Unit>(path: string, value: Quantity<U>, { rule, from, because }: Derivation): Derived<U> {
    return this.enter(path, { ...normal(value), rule, from: this.pathsOf(from), because });
  }

  /** A number that nobody knows. */
  undecided<U extends Unit>(
    path: string,
    unit: U,
    { rule, from, because, wayOut }: Derivation & { readonly wayOut: string },
  ): Undecided<U> {
    return this.enter(path, { undecided: true, unit, rule, from: this.pathsOf(from), because, wayOut });
  }

  /** Path under which the number was entered. */
  pathOf(number: Derived | Undecided): string {
    const path = this.paths.get(number);
    if (path === undefined) throw new Error(`a number of ${number.unit} was never entered: ${number.because}`);
    return path;
  }

  get loads(): Readonly<Record<string, Derived>> {
    return Object.fromEntries(this.loadById);
  }

  get facts(): Readonly<Record<string, Derived>> {
    return Object.fromEntries(this.factsById);
  }

  get figures(): Readonly<Record<string, Derived>> {
    return Object.fromEntries([...this.figuresById].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private pathsOf(numbers: readonly (Derived | Undecided)[]): readonly string[] {
    return [...new Set(numbers.map((number) => this.pathOf(number)))];
  }

  private enter<N extends Derived | Undecided>(path: string, number: N): N {
    this.paths.set(number, path);
    return number;
  }

  private leaf<U extends Unit>(path: string, leaves: Map<string, Derived>, id: string, number: Derived<U>): Derived<U> {
    const earlier = leaves.get(id);
    if (earlier !== undefined && !sameLeaf(earlier, number)) {
      throw new Error(`${path} is entered twice with different numbers: ${earlier.because}; ${number.because}`);
    }
    leaves.set(id, number);
    return this.enter(path, number);
  }
}

const sameLeaf = (a: Derived, b: Derived): boolean =>
  a.value === b.value &&
  a.unit === b.unit &&
  a.because === b.because &&
  a.source?.ref === b.source?.ref &&
  a.source?.date === b.source?.date;

/** JSON knows neither infinity nor a negative zero. */
function normal<U extends Unit>({ value, unit }: Quantity<U>): Quantity<U> {
  if (!Number.isFinite(value)) throw new Error(`a number of ${unit} is not finite`);
  return { value: value + 0, unit };
}

/** Id of a figure from the names it belongs to, in kebab-case. */
export const figureId = (...names: readonly string[]): string =>
  names
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
