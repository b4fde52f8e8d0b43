/** What a service does while something that it depends on is gone. */
export type Degradation =
  /** Users go on working; what they miss meanwhile. */
  | { readonly kind: "continues"; readonly lost: string }
  /** A hard dependency: it serves nobody until the other is back, and so is down whenever that is. */
  | { readonly kind: "refuses"; readonly because: string };

export const continues = (lost: string): Degradation => ({ kind: "continues", lost });
export const refuses = (because: string): Degradation => ({ kind: "refuses", because });

/** What depends on what, and what becomes of it: the plan's part that the audit holds against flows and objects. */
export interface DegradationPlan {
  /** By service, then by what is gone: another service, or `database`, `objects`, `cache`. */
  readonly services: Readonly<Record<string, Readonly<Record<string, Degradation>>>>;
  /** Sets of pods of which one is all there is, and why. */
  readonly alone: Readonly<Record<string, string>>;
}
