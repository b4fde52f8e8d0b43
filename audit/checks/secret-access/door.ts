import type { Finding } from "../../check";
import type { Facts, KubernetesFact, TerraformFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { grouped } from "../../grouped";
import { oncePerObject } from "../../once-per-object";
import { namedOrReferred, referredBlock, resourcesOf } from "../../recovery/reference";
import { policyRules, type PolicyRule } from "./policy";

/** What a store opens: whose policies it has, and where secrets lie. */
export type Door =
  | { readonly kind: "open"; readonly role: string; readonly mount: string; readonly rules: readonly PolicyRule[] }
  | { readonly kind: "closed"; readonly finding: Finding }
  | { readonly kind: "unknown"; readonly finding: Finding };

const wayOut = "write store, role and policy by the same names, and synthesize again";

/** How a SecretStore gets into the secrets server, and what it may do there, by the role that the trust stacks make. */
export function doorOf(facts: Facts, fact: KubernetesFact): Door {
  const vault = at(fact.object, "spec", "provider", "vault");
  const mount = textAt(vault, "path");
  return mount === undefined || textAt(vault, "version") !== "v2"
    ? strange(`SecretStore ${fact.name}`)
    : doorBehind(facts, fact, vault, mount);
}

/** The same of a generator, which names whole paths. */
export const generatorDoorOf = (facts: Facts, fact: KubernetesFact): Door =>
  doorBehind(facts, fact, at(fact.object, "spec", "provider"), "");

const strange = (where: string): Door => ({
  kind: "unknown",
  finding: {
    where,
    why: "asks in a way that this check does not know",
    wayOut: "sign in by a role, to a mount of version 2",
  },
});

function doorBehind(
  facts: Facts,
  { kind, namespace, name }: KubernetesFact,
  provider: Json | undefined,
  mount: string,
): Door {
  const where = `${kind} ${name}`;
  const login = at(provider, "auth", "kubernetes");
  const role = textAt(login, "role");
  if (role === undefined) return strange(where);
  const backend = textAt(login, "mountPath") ?? "kubernetes";
  const made = rolesByName(facts.terraform).get(role) ?? [];
  const found = made.find(
    (one) => namedOrReferred(facts, one.stack, at(one.attributes, "backend"), "path") === backend,
  );
  if (found === undefined)
    return {
      kind: "closed",
      finding: { where, value: role, why: `is no role of login ${backend} that a stack makes`, wayOut },
    };
  const stranger = whyRefused(found, login, namespace);
  if (stranger !== undefined)
    return { kind: "closed", finding: { where, value: role, why: `is a role that ${stranger}`, wayOut } };
  const policies = listAt(found.attributes, "token_policies").map((held) => policyOf(facts, found.stack, held));
  const rules = policies.flatMap((policy) => (policy === undefined ? [] : policyRules(policy)));
  if (policies.length === 0 || policies.includes(undefined))
    return {
      kind: "unknown",
      finding: { where, value: role, why: "carries a policy that is in no file", wayOut },
    };
  return { kind: "open", role, mount, rules };
}

/** Why a role does not let in the account that a store shows. */
function whyRefused({ attributes }: TerraformFact, login: Json | undefined, namespace = ""): string | undefined {
  const binds = (key: string, value: string): boolean => listAt(attributes, key).includes(value);
  const account = textAt(login, "serviceAccountRef", "name") ?? "";
  const audience = textAt(attributes, "audience");
  if (!binds("bound_service_account_namespaces", namespace)) return `lets nobody in from namespace "${namespace}"`;
  if (!binds("bound_service_account_names", account)) return `does not let in account "${account}"`;
  if (audience !== undefined && !listAt(login, "serviceAccountRef", "audiences").includes(audience))
    return `wants a token for "${audience}"`;
  return undefined;
}

/** Text of a policy by its name or by a reference to it; undefined where no stack has it, or not all of it. */
function policyOf(facts: Facts, stack: string, held: Json): string | undefined {
  const block =
    referredBlock(facts, stack, held) ??
    (typeof held === "string" ? policiesByName(facts.terraform).get(held)?.[0] : undefined);
  const text = textAt(block?.attributes, "policy");
  return text?.includes("${") === true ? undefined : text;
}

const rolesByName = oncePerObject((terraform: Facts["terraform"]) =>
  grouped(
    resourcesOf({ terraform }, "vault_kubernetes_auth_backend_role").map(([, fact]) => fact),
    ({ attributes }) => textAt(attributes, "role_name") ?? "",
  ),
);

const policiesByName = oncePerObject((terraform: Facts["terraform"]) =>
  grouped(
    resourcesOf({ terraform }, "vault_policy").map(([, fact]) => fact),
    ({ attributes }) => textAt(attributes, "name") ?? "",
  ),
);
