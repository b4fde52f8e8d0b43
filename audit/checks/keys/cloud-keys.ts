import { pen, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { resourcesOf } from "../../recovery/reference";

const ours = pen("keys");

/** Keys of each cloud's key management, and what names or guards one without using it (providers aws 6.25.0, azurerm 4.54.0). */
const guards: Readonly<Record<string, readonly string[]>> = {
  aws_kms_key: ["aws_kms_alias", "aws_kms_key_policy"],
  azurerm_key_vault_key: ["azurerm_management_lock", "azurerm_monitor_diagnostic_setting"],
};

/** Types of resource that are a key of a cloud. */
export const cloudKeyTypes = Object.keys(guards);

/** A key of a cloud is used by whatever names it and is no mere name or guard of it. */
export function cloudKeys(facts: Facts): readonly Verdict[] {
  const uses = usesOf(facts);
  return Object.entries(guards).flatMap(([type, others]) =>
    resourcesOf(facts, type).map(([object, { stack, address }]) => {
      const users = [...(uses.get(`${stack}:${address}`) ?? [])].filter((user) => !others.includes(user));
      return users.length > 0
        ? ours.pass(object)
        : ours.fail(object, {
            where: "use",
            why: "is used by nothing that is synthesized",
            wayOut: "name it where something is encrypted, or leave it out",
          });
    }),
  );
}

/** Types of the resources that refer to a block, by the block's id. */
type Uses = ReadonlyMap<string, ReadonlySet<string>>;

const reference = /\b((?:aws_kms_key|azurerm_key_vault_key)\.[A-Za-z_][\w-]*)\b/g;

function usesOf(facts: Pick<Facts, "terraform">): Uses {
  const uses = new Map<string, Set<string>>();
  if (cloudKeyTypes.every((type) => resourcesOf(facts, type).length === 0)) return uses;
  for (const fact of Object.values(facts.terraform)) {
    for (const [, address = ""] of JSON.stringify(fact.attributes).matchAll(reference)) {
      const used = `${fact.stack}:${address}`;
      const users = uses.get(used) ?? new Set<string>();
      if (address !== fact.address) users.add(fact.block === "resource" ? fact.type : fact.block);
      uses.set(used, users);
    }
  }
  return uses;
}
