/** A hardening rule that holds, or a visible exception with the reason why it can't. */
export type Hardening = { readonly kind: "enforced" } | Exception;

export interface Exception {
  readonly kind: "exception";
  /** Why the rule can't hold here; printed in the audit. */
  readonly reason: string;
}

/** The rule holds. */
export const enforced: Hardening = { kind: "enforced" };

/** Names an exception where it is made, so that a reader meets it at the call site. */
export const exception = (reason: string): Exception => ({ kind: "exception", reason });
