import type { Finding } from "../../../check";
import type { Facts } from "../../../facts";
import { listAt, textAt } from "../../../facts/json";
import { referredBlock, resourcesOf } from "../../../recovery/reference";
import type { SecretDrillFact } from "../../../recovery/secret-drills";
import { policyRules } from "../../secret-access/policy";

const wayOut = "bind the role to the drill's own account and audience, and let it read the mark and count names";

/** Whoever signs in at what was restored may do the same at the servers that serve: so it reads the mark, lists names, and nothing else. */
export function readerFindings(facts: Facts, { role = "", mark, pod, fact }: SecretDrillFact): readonly Finding[] {
  const finding = (where: string, value: string, why: string): Finding => ({ where, value, why, wayOut });
  const roles = resourcesOf(facts, "vault_kubernetes_auth_backend_role");
  const found = roles.find(([, { attributes }]) => textAt(attributes, "role_name") === role)?.[1];
  if (found === undefined) return [finding("role", role, "is no role of the secrets server that a stack makes")];
  const { attributes, stack } = found;
  const audience = textAt(attributes, "audience");
  const tokens = listAt(pod.spec, "volumes")
    .flatMap((volume) => listAt(volume, "projected", "sources"))
    .flatMap((source) => textAt(source, "serviceAccountToken", "audience") ?? []);
  const isAlone = (key: string, value: string): boolean => {
    const bound = listAt(attributes, key);
    return bound.length === 1 && bound[0] === value;
  };
  const account = textAt(pod.spec, "serviceAccountName") ?? "";
  const others = roles.filter(
    ([, other]) => other !== found && audience !== undefined && textAt(other.attributes, "audience") === audience,
  );
  const texts = listAt(attributes, "token_policies").map((held) =>
    textAt(referredBlock(facts, stack, held)?.attributes, "policy"),
  );
  const wide = texts
    .flatMap((text) => (text === undefined ? [] : policyRules(text)))
    .filter(
      ({ path, capabilities }) => /[*+]/.test(path) || [...capabilities].join() !== (path === mark ? "read" : "list"),
    );
  return [
    ...(isAlone("bound_service_account_names", account) &&
    isAlone("bound_service_account_namespaces", fact.namespace ?? "")
      ? []
      : [finding("role", role, `does not belong to ${fact.namespace ?? ""}/${account}, and to it alone`)]),
    ...(audience !== undefined && tokens.includes(audience)
      ? []
      : [finding("audience", audience ?? "", `is not whom a token of the pod is made out to (${tokens.join(", ")})`)]),
    ...others.map(([, other]) =>
      finding("audience", audience ?? "", `opens role ${textAt(other.attributes, "role_name") ?? ""} as well`),
    ),
    ...(texts.length === 0 || texts.includes(undefined)
      ? [finding("policy", role, "carries a policy that is in no file")]
      : []),
    ...wide.map(({ path, capabilities }) =>
      finding("policy", path, `is more than to read the mark and to count names: ${[...capabilities].join(", ")}`),
    ),
  ];
}
