/** Kinds of objects of one API group. */
export interface JudgedKinds {
  readonly apiGroups: readonly string[];
  readonly kinds: readonly string[];
}

/** A judgement over objects on their way into a cluster: what is denied, why, and what to do instead. */
export interface AdmissionRule {
  /** File of Rego beside this one, without its ending, and last part of its package. */
  readonly file: string;
  /** Kind of the constraints that put the rule into force. */
  readonly kind: string;
  readonly judges: readonly JudgedKinds[];
  /** Schema of each parameter (OpenAPI v3). */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
