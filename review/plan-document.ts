import { z } from "zod";
import { toJson, type Json } from "../audit/facts/json";

const json = z
  .unknown()
  .optional()
  .transform((value): Json => (value === undefined ? null : toJson(value)));

const change = z.looseObject({
  actions: z.array(z.string()),
  before: json,
  after: json,
  after_unknown: json,
  before_sensitive: json,
  after_sensitive: json,
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.looseObject({}).optional(),
});

const resourceChange = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.string().optional(),
  type: z.string(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change,
});

const outputChange = z.looseObject({ actions: z.array(z.string()), after_unknown: json });

const values = z.looseObject({
  outputs: z.record(z.string(), z.unknown()).optional(),
  root_module: z
    .looseObject({ resources: z.array(z.looseObject({ mode: z.string().optional(), address: z.string() })).optional() })
    .optional(),
});

/** The parts of `terraform show -json <plan>` that a review reads; formats 1.x, as Terraform and OpenTofu write them. */
const planSchema = z.looseObject({
  format_version: z.string().regex(/^1\./, "is a plan format that bestek does not know"),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(z.looseObject({ address: z.string() })).default([]),
  output_changes: z.record(z.string(), outputChange).default({}),
  prior_state: z.looseObject({ values: values.optional() }).optional(),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  /** Set by the offline tier: providers that only know schemas made this plan. */
  standIn: z.boolean().optional(),
});

export type PlanDocument = z.output<typeof planSchema>;
export type ResourceChange = PlanDocument["resource_changes"][number];

/** A plan that was read, or in one line why the text is none. */
export type ReadPlan =
  { readonly kind: "plan"; readonly document: PlanDocument } | { readonly kind: "failed"; readonly why: string };

export function readPlan(text: string): ReadPlan {
  const parsed = planSchema.safeParse(parsedJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failed(`is no plan: ${issue?.path.map(String).join(".") ?? ""} ${issue?.message ?? ""}`.trim());
  }
  const document = parsed.data;
  if (document.errored === true) return failed("is a plan that ended with an error");
  if (document.complete === false) return failed("is not a complete plan: parts of it were deferred or left out");
  return { kind: "plan", document };
}

const failed = (why: string): ReadPlan => ({ kind: "failed", why });

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True where nothing of the stack was ever applied, although there is something to apply. */
export function isUnapplied({ prior_state, resource_changes, output_changes }: PlanDocument): boolean {
  const prior = prior_state?.values;
  const managed = (prior?.root_module?.resources ?? []).filter(({ mode }) => mode !== "data");
  const wanted =
    resource_changes.some(({ mode, change: { actions } }) => mode !== "data" && actions.includes("create")) ||
    Object.values(output_changes).some(({ actions }) => actions.includes("create"));
  return managed.length === 0 && Object.keys(prior?.outputs ?? {}).length === 0 && wanted;
}

/** Outputs that the stack has now, and those that its plan changes. */
export const outputsOf = ({
  prior_state,
  output_changes,
}: PlanDocument): {
  readonly present: readonly string[];
  readonly changing: readonly string[];
} => ({
  present: Object.keys(prior_state?.values?.outputs ?? {}),
  changing: Object.entries(output_changes)
    .filter(([, { actions }]) => !actions.includes("no-op"))
    .map(([name]) => name),
});
