import { keyOf, type BlueprintValue, type Entry } from "./blueprint";

/** A stage of a flow, before it has its place. */
export interface Step {
  readonly id: string;
  readonly model: string;
  readonly attrs: Readonly<Record<string, BlueprintValue>>;
}

/** A flow of ours; stages are bound to it apart. */
export const flow = (slug: string, designation: string, title: string, authentication: string): Entry => ({
  id: slug,
  model: "authentik_flows.flow",
  identifiers: { slug },
  attrs: { name: title, title, designation, authentication },
});

/** Something that a flow leads through, by a name of its own. */
export const stage = ({ id, model, attrs }: Step): Entry => ({ id, model, identifiers: { name: id }, attrs });

/** A stage at its place in a flow; what decides about it does so when it is reached, for then it is known who comes. */
export const bound = (flowId: string, stageId: string, order: number): Entry => ({
  id: `${flowId}-${stageId}`,
  model: "authentik_flows.flowstagebinding",
  identifiers: { target: keyOf(flowId), stage: keyOf(stageId), order },
  attrs: { evaluate_on_plan: false, re_evaluate_policies: true },
});

/** Lets a policy decide about a flow, a stage of one, or an application. */
export const decided = (target: string, policy: string): Entry => ({
  model: "authentik_policies.policybinding",
  identifiers: { target: keyOf(target), policy: keyOf(policy), order: 0 },
  attrs: { enabled: true, negate: false, failure_result: false },
});
