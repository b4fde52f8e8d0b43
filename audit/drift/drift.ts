import type { Json } from "../facts/json";

/** Something that runs otherwise than it was synthesized. */
export interface Difference {
  /** `<site>/<namespace>/<kind>/<name>` of an object, or `<stack>:<address>` of a resource. */
  readonly object: string;
  /** Dotted path inside it; absent where the object as a whole is meant. */
  readonly where?: string;
  /** As synthesized; absent where nothing was set, or where it must not be repeated. */
  readonly wanted?: Json;
  /** As it runs; absent where nothing is there, or where it must not be repeated. */
  readonly found?: Json;
  readonly why: string;
}

/** A difference that is no drift, and whose it is. */
export interface Ignored {
  readonly object: string;
  readonly where: string;
  readonly why: string;
}

/** What could not be compared, and why: it is neither as synthesized nor drift. */
export interface Unknown {
  readonly what: string;
  readonly why: string;
}

/** What a comparison found. */
export interface Drift {
  /** Objects and resources that were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly ignored: readonly Ignored[];
  readonly unknown: readonly Unknown[];
}

export const noDrift: Drift = { compared: 0, differences: [], ignored: [], unknown: [] };

/** Everything that several comparisons found. */
export const together = (drifts: readonly Drift[]): Drift => ({
  compared: drifts.reduce((sum, { compared }) => sum + compared, 0),
  differences: drifts.flatMap(({ differences }) => differences),
  ignored: drifts.flatMap(({ ignored }) => ignored),
  unknown: drifts.flatMap(({ unknown }) => unknown),
});
