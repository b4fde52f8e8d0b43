/** What Terraform would do to a resource, in one word. */
export type Action = "create" | "update" | "replace" | "destroy" | "move" | "import" | "forget";

/** One attribute that changes; values are written out, sensitive ones never. */
export interface AttributeChange {
  /** Dotted path. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** True where the provider can't change it in place. */
  readonly forcesReplacement: boolean;
}

export interface Change {
  /** `<stack>:<address>`, as in the lock. */
  readonly id: string;
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Address before a rename. */
  readonly previously?: string;
  /** Why Terraform destroys or replaces it, in words; absent where it gives no reason. */
  readonly reason?: string;
  readonly attributes: readonly AttributeChange[];
  /** What is lost with it; absent for what keeps nothing. */
  readonly keeps?: string;
}

/** Someone who answers for a loss, and why. */
export interface Approved {
  readonly by: string;
  readonly why: string;
  /** Last day on which it counts; absent for an approval of this run alone. */
  readonly until?: string;
}

/** Something stateful that would be replaced or destroyed. */
export interface Loss {
  readonly id: string;
  readonly action: "replace" | "destroy";
  readonly keeps: string;
  /** Absent where nobody answers for it. */
  readonly approved?: Approved;
  /** Why an approval in the lock does not count. */
  readonly expired?: string;
}

/** A stack as its plan shows it, or why no plan can. */
export type StackReview =
  | {
      readonly kind: "planned";
      readonly name: string;
      /** Made with providers that only know schemas: shows form, proves nothing. */
      readonly standIn: boolean;
      readonly changes: readonly Change[];
      /** Resources that changed outside Terraform. */
      readonly drifted: number;
      /** Outputs of earlier stacks that this plan was made with and that will change. */
      readonly outdated: readonly string[];
    }
  | {
      readonly kind: "unknown";
      readonly name: string;
      /** Stacks that must be applied before anyone can say. */
      readonly until: readonly string[];
    }
  | { readonly kind: "failed"; readonly name: string; readonly why: string };

export interface Review {
  readonly format: "bestek.review/1";
  readonly environment: string;
  /** In the order of their application. */
  readonly stacks: readonly StackReview[];
  readonly totals: Readonly<Record<Action, number>>;
  readonly losses: readonly Loss[];
  /** Approvals that nothing needed. */
  readonly unused: readonly string[];
  /** True where at least one plan was made by stand-ins. */
  readonly standIn: boolean;
}

/** True where somebody must act before this may be applied. */
export const isRefused = ({ losses, stacks }: Review): boolean =>
  losses.some(({ approved }) => approved === undefined) || stacks.some(({ kind }) => kind === "failed");
