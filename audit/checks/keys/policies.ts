import type { Facts, TerraformFact } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { oncePerObject } from "../../once-per-object";
import { referredBlock, resourcesOf } from "../../recovery/reference";

/** A policy of the store of secrets: what it opens, and the ids of the roles whose pods have it. */
export interface Policy {
  readonly object: string;
  readonly name: string;
  readonly paths: readonly string[];
  readonly holders: readonly string[];
}

/** Every policy, read once: a thousand tenants have several thousand of them, and each key asks. */
export const policiesOf = (facts: Pick<Facts, "terraform">): readonly Policy[] => read(facts.terraform);

const read = oncePerObject((terraform: Facts["terraform"]): readonly Policy[] => {
  const facts = { terraform };
  const holders = holdersIn(facts);
  return resourcesOf(facts, "vault_policy").map(([object, fact]) => {
    const name = textAt(fact.attributes, "name") ?? "";
    return {
      object,
      name,
      paths: pathsOf(fact),
      holders: [...(holders.get(`${fact.stack}:${fact.address}`) ?? []), ...(holders.get(name) ?? [])],
    };
  });
});

/** Roles by the policies they have: by the policy's id where a role refers to it, by its name where it only says so. */
function holdersIn(facts: Pick<Facts, "terraform">): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const [role, { stack, attributes }] of resourcesOf(facts, "vault_kubernetes_auth_backend_role")) {
    for (const held of new Set(listAt(attributes, "token_policies"))) {
      const block = referredBlock(facts, stack, held);
      const policy = block === undefined ? textAt(held) : `${block.stack}:${block.address}`;
      if (policy === undefined) continue;
      const known = holders.get(policy);
      if (known === undefined) holders.set(policy, [role]);
      else known.push(role);
    }
  }
  return holders;
}

const pathsOf = ({ attributes }: TerraformFact): readonly string[] =>
  [...(textAt(attributes, "policy") ?? "").matchAll(/path\s+"([^"]+)"/g)].map(([, path = ""]) => path);
