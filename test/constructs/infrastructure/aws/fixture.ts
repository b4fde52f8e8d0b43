import type { TerraformStack } from "cdktf";
import { homeProvider } from "../../../../constructs/infrastructure/aws/aws-provider";
import { EncryptionKey } from "../../../../constructs/infrastructure/aws/encryption-key";
import { byIamPolicies } from "../../../../constructs/infrastructure/aws/key-policy";
import type { Statement } from "../../../../constructs/infrastructure/aws/policy-document";
import { quantity, type Derived, type NodePoolPlan, type Unit } from "../../../../language";
import type { AwsPlace } from "../../../../planning/placement";
import { synth, type Synthesized } from "../synth";

export const place: AwsPlace = { account: "000000000001", region: "eu-central-1" };

export const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

/** A stack at AWS with `build`'s constructs. */
export const synthAws = (build: (stack: TerraformStack) => void): Synthesized =>
  synth((stack) => {
    homeProvider(stack, place);
    build(stack);
  });

export const key = (stack: TerraformStack, alias: string): EncryptionKey =>
  new EncryptionKey(stack, `key-${alias}`, { alias, description: alias, policy: [byIamPolicies(place)] });

const derived = <U extends Unit>(value: number, unit: U): Derived<U> => ({
  ...quantity(value, unit),
  rule: "fixture",
  from: [],
  because: "fixture",
});

export const pool = (nodesPerZone: number, maximumNodes: number, machine = "m7i.xlarge"): NodePoolPlan => ({
  machine,
  nodes: derived(nodesPerZone * 3, "nodes"),
  nodesPerZone: derived(nodesPerZone, "nodes"),
  maximumNodes: derived(maximumNodes, "nodes"),
  allocatableCpu: derived(3900, "millicores"),
  allocatableMemory: derived(14_000, "MiB"),
  volumesPerNode: derived(22, "volumes"),
  podsPerNode: derived(58, "pods"),
});

/** Statements of a policy as AWS reads it. */
export function statementsOf(policy: unknown): readonly Statement[] {
  const { Statement: statements }: { readonly Statement: readonly Statement[] } = JSON.parse(String(policy));
  return statements;
}

export function statement(policy: unknown, sid: string): Statement {
  const found = statementsOf(policy).find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid} in ${String(policy)}`);
  return found;
}

/** Every action that a policy allows. */
export const allowed = (policy: unknown): readonly string[] =>
  statementsOf(policy)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => (typeof Action === "string" ? [Action] : Action));
