import {
  readPlan,
  reviewPlans,
  type Approvals,
  type PlanDocument,
  type Review,
  type ReviewedStack,
} from "../../review";
import type { Lock } from "../../lock";

/** A resource change as `terraform show -json` writes it. */
export interface PlannedChange {
  readonly address?: string;
  readonly type?: string;
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly [other: string]: unknown;
}

export const bucket = "ovh_cloud_project_storage.files";

export function resourceChange({ address = bucket, type, actions, before, after, ...others }: PlannedChange): unknown {
  const { mode, previous_address, action_reason, deposed, ...change } = others;
  return {
    address,
    mode: mode ?? "managed",
    type: type ?? address.split(".")[0],
    name: address.split(".")[1],
    provider_name: "registry.terraform.io/ovh/ovh",
    ...(previous_address === undefined ? {} : { previous_address }),
    ...(action_reason === undefined ? {} : { action_reason }),
    ...(deposed === undefined ? {} : { deposed }),
    change: {
      actions,
      before: before ?? null,
      after: after ?? null,
      after_unknown: {},
      before_sensitive: before === undefined ? false : {},
      after_sensitive: after === undefined ? false : {},
      ...change,
    },
  };
}

/** The text of a plan of a stack that stands. */
export const planText = (changes: readonly PlannedChange[], others: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: changes.map(resourceChange),
    prior_state: {
      format_version: "1.0",
      values: {
        outputs: {},
        root_module: { resources: [{ address: "ovh_okms.x", mode: "managed", type: "ovh_okms" }] },
      },
    },
    ...others,
  });

export function documentOf(text: string): PlanDocument {
  const read = readPlan(text);
  if (read.kind === "failed") throw new Error(read.why);
  return read.document;
}

export const stack = (
  name: string,
  after: readonly string[] = [],
  reads: ReviewedStack["reads"] = {},
): ReviewedStack => ({
  name,
  after,
  reads,
});

const noApprovals: Approvals = { recorded: [], given: [], today: "2026-11-21" };

/** Reviews stacks whose plans are given as text; a stack without one must not be planned. */
export const reviewOf = (
  plans: Readonly<Record<string, string>>,
  {
    stacks = Object.keys(plans).map((name) => stack(name)),
    stateful = {},
    approvals = {},
  }: {
    readonly stacks?: readonly ReviewedStack[];
    readonly stateful?: Lock["stateful"];
    readonly approvals?: Partial<Approvals>;
  } = {},
): Promise<Review> =>
  reviewPlans({
    environment: "zuid",
    stacks,
    plan: ({ name }) => {
      const text = plans[name];
      if (text === undefined) throw new Error(`${name} was planned although it can't be`);
      return Promise.resolve(readPlan(text));
    },
    stateful,
    approvals: { ...noApprovals, ...approvals },
  });
