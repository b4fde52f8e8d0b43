import { pen, type Check, type Finding, type Verdict } from "../check";
import type { Facts, TerraformFact } from "../facts";
import { at, listAt, textAt } from "../facts/json";
import { referredBlock, resourcesOf } from "../recovery/reference";
import { recoveryParts } from "./recovery-parts";

const id = "keys";
const ours = pen(id);

/** Keys of each cloud's key management, and what names or guards one without using it (providers aws 6.25.0, azurerm 4.54.0). */
const keyTypes: Readonly<Record<string, readonly string[]>> = {
  aws_kms_key: ["aws_kms_alias", "aws_kms_key_policy"],
  azurerm_key_vault_key: ["azurerm_management_lock", "azurerm_monitor_diagnostic_setting"],
};

/** Policy that opens the keys and secrets of backups to whoever restores: no pod ever holds it. */
const restorePolicy = "backup-operator";

/**
 * A key that nothing uses protects nothing, whatever its name says. And what opens backups is for people who restore: no role of the
 * cluster may have it, so that whoever takes the platform can't undo them.
 */
export const keys: Check = {
  id,
  title: "Every key has a consumer, and no role of the cluster uses what opens backups",
  controls: ["A.8.13", "A.8.24"],
  applies: (facts) =>
    [...Object.keys(keyTypes), "vault_transit_secret_backend_key"].some((type) => resourcesOf(facts, type).length > 0),
  judge: (facts) => {
    const uses = usesOf(facts);
    return [...cloudKeys(facts, uses), ...transitKeys(facts), ...roles(facts), ...recoveryParts(facts)];
  },
};

/** Types of the resources that refer to a block, by the block's id. */
type Uses = ReadonlyMap<string, ReadonlySet<string>>;

const reference = /\b((?:aws_kms_key|azurerm_key_vault_key)\.[A-Za-z_][\w-]*)\b/g;

function usesOf({ terraform }: Pick<Facts, "terraform">): Uses {
  const uses = new Map<string, Set<string>>();
  for (const fact of Object.values(terraform)) {
    for (const [, address = ""] of JSON.stringify(fact.attributes).matchAll(reference)) {
      const used = `${fact.stack}:${address}`;
      const users = uses.get(used) ?? new Set<string>();
      if (address !== fact.address) users.add(fact.block === "resource" ? fact.type : fact.block);
      uses.set(used, users);
    }
  }
  return uses;
}

const cloudKeys = (facts: Facts, uses: Uses): readonly Verdict[] =>
  Object.entries(keyTypes).flatMap(([type, guards]) =>
    resourcesOf(facts, type).map(([object, { stack, address }]) => {
      const users = [...(uses.get(`${stack}:${address}`) ?? [])].filter((user) => !guards.includes(user));
      return users.length > 0
        ? ours.pass(object)
        : ours.fail(object, {
            where: "use",
            why: "is used by nothing that is synthesized",
            wayOut: "name it where something is encrypted, or leave it out",
          });
    }),
  );

/**
 * A key of OpenBao is used by whoever may encrypt or decrypt with it, or sign with its private half: a role's pods, or people with a policy that no role
 * has. What may leave goes to one role: a signature that two could have made says nothing.
 */
const transitKeys = (facts: Facts): readonly Verdict[] =>
  resourcesOf(facts, "vault_transit_secret_backend_key").map(([object, { attributes }]) => {
    const name = textAt(attributes, "name") ?? "";
    const opened = resourcesOf(facts, "vault_policy").filter(([, policy]) =>
      pathsOf(policy).some((path) => ways(name).some((way) => way.test(path))),
    );
    const holders = opened.flatMap(([policy]) => holdersOf(facts, policy));
    if (at(attributes, "exportable") === true && holders.length > 1)
      return ours.fail(object, {
        where: "use",
        value: holders.join(", "),
        why: "each get the private half of the key",
        wayOut: "give it to the one who signs with it",
      });
    if (holders.length > 0) return ours.pass(object);
    return opened.length === 0
      ? ours.fail(object, {
          where: "use",
          why: "is opened by no policy, so that nobody can use it",
          wayOut: "write a policy for its consumer, or leave it out",
        })
      : ours.undecided(object, {
          where: "use",
          value: opened.map(([, policy]) => textAt(policy.attributes, "name") ?? "").join(", "),
          why: "opens it, and no role of the cluster has that policy: whether people use the key no file tells",
          wayOut:
            "give a service of the tenant the policy; the provider's own keys encrypt what stands in storage until then",
        });
  });

/** Paths by which a key is used. */
function ways(key: string): readonly RegExp[] {
  const name = key.replaceAll(".", "\\.");
  return [new RegExp(`/(?:encrypt|decrypt)/${name}$`), new RegExp(`/export/signing-key/${name}/\\d+$`)];
}

/** Roles that have a policy, by their ids. */
const holdersOf = (facts: Facts, policy: string): readonly string[] =>
  resourcesOf(facts, "vault_kubernetes_auth_backend_role").flatMap(([role, fact]) =>
    listAt(fact.attributes, "token_policies").some((held) => {
      const block = referredBlock(facts, fact.stack, held);
      return block === undefined
        ? held === textAt(facts.terraform[policy]?.attributes, "name")
        : `${block.stack}:${block.address}` === policy;
    })
      ? [role]
      : [],
  );

/** What the restoring policy reaches, nobody's role does: neither by that policy nor by a path of its own. */
function roles(facts: Facts): readonly Verdict[] {
  const policies = resourcesOf(facts, "vault_policy");
  const restoring = policies.filter(([, { attributes }]) => textAt(attributes, "name") === restorePolicy);
  const mounts = new Set(restoring.flatMap(([, policy]) => pathsOf(policy).map((path) => path.split("/")[0] ?? "")));
  if (mounts.size === 0) return [];
  return policies.flatMap(([object, policy]): readonly Verdict[] => {
    const holders = holdersOf(facts, object);
    if (holders.length === 0) return [];
    const failures: readonly Finding[] = [
      ...(textAt(policy.attributes, "name") === restorePolicy
        ? [
            {
              where: "token_policies",
              value: holders.join(", "),
              why: "have the policy that opens backups",
              wayOut: "leave it to people who restore",
            },
          ]
        : pathsOf(policy)
            .filter((path) => [...mounts].some((mount) => reaches(path, mount)))
            .map((path) => ({
              where: "policy",
              value: path,
              why: "reaches keys or secrets of backups from the cluster",
              wayOut: "keep backups apart: no role of production opens them",
            }))),
    ];
    return ours.sum(object, { failures });
  });
}

const pathsOf = ({ attributes }: TerraformFact): readonly string[] =>
  [...(textAt(attributes, "policy") ?? "").matchAll(/path\s+"([^"]+)"/g)].map(([, path = ""]) => path);

/** `+` stands for one part of a path, and `*` at the end for whatever follows. */
function reaches(path: string, mount: string): boolean {
  const [first = ""] = path.split("/");
  return first === "+" || (first.endsWith("*") ? mount.startsWith(first.slice(0, -1)) : first === mount);
}
