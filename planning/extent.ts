import type { Environment } from "../environments/schema";
import { describe, mebibytes, type Derived, type Extent, type Figure, type Quantity } from "../language";
import { figureId, type Derivation, type Ledger } from "./ledger";

export type Usage = Environment["users"]["usage"];

/** A factor on top of what is stored, with its reason in the figure's meaning. */
export interface Overhead {
  readonly id: string;
  readonly figure: Figure<"1">;
}

interface ExtentInput {
  readonly extent: Extent;
  /** First part of its figures' ids, such as `mail-database`. */
  readonly id: string;
  readonly users: Derived<"users">;
  readonly overhead?: Overhead;
}

/** Enters the size of a store under `path`, in whole MiB: its fixed part, and its part per user under the assumption. */
export const enterSize = (ledger: Ledger, path: string, input: ExtentInput, usage: Usage): Derived<"MiB"> =>
  ledger.derive(path, ...sizeOf(ledger, input, usage));

/** The same as an intermediate number. */
export const loadSize = (ledger: Ledger, id: string, input: ExtentInput, usage: Usage): Derived<"MiB"> =>
  ledger.load(id, ...sizeOf(ledger, input, usage));

function sizeOf(ledger: Ledger, input: ExtentInput, usage: Usage): readonly [Quantity<"MiB">, Derivation] {
  const { extent, id, users, overhead } = input;
  const fixed = extent.fixed === undefined ? undefined : ledger.figure(figureId(id, "fixed"), extent.fixed);
  const perUser = perUserFigure(ledger, input, usage);
  const factor = overhead === undefined ? undefined : ledger.figure(overhead.id, overhead.figure);
  const stored = (fixed?.value ?? 0) + (perUser?.value ?? 0) * users.value;
  const value = mebibytes(Math.ceil(stored * (factor?.value ?? 1)));
  const parts = [
    ...(fixed === undefined ? [] : [describe(fixed)]),
    ...(perUser === undefined ? [] : [`${describe(users)} x ${describe(perUser)}`]),
  ];
  const scaled = factor === undefined ? "" : `, x ${describe(factor)}: ${factor.because}`;
  const because = parts.length === 0 ? "the service states no size" : `${parts.join(" + ")}${scaled}`;
  const from = [users, fixed, perUser, factor].filter((number) => number !== undefined);
  return [value, { rule: "store-size", from, because }];
}

/** The usage assumption that was not taken; undefined where the store has one estimate only. */
export const otherUsage = ({ perUserSeed, perUserMeasured }: Extent, usage: Usage): Usage | undefined =>
  perUserSeed === undefined || perUserMeasured === undefined ? undefined : usage === "seed" ? "measured" : "seed";

/** True where a store holds more with every user. */
export const growsWithUsers = ({ perUserSeed, perUserMeasured }: Extent): boolean =>
  perUserSeed !== undefined || perUserMeasured !== undefined;

/** The figure of the usage assumption; where only the other one exists, that one. */
function perUserFigure(ledger: Ledger, { id, extent }: ExtentInput, usage: Usage): Derived<"MiB/user"> | undefined {
  const { perUserSeed, perUserMeasured } = extent;
  const seed = perUserSeed === undefined ? undefined : ([figureId(id, "per-user-seed"), perUserSeed] as const);
  const measured =
    perUserMeasured === undefined ? undefined : ([figureId(id, "per-user-measured"), perUserMeasured] as const);
  const chosen = usage === "seed" ? (seed ?? measured) : (measured ?? seed);
  return chosen === undefined ? undefined : ledger.figure(...chosen);
}
