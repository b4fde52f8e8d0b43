import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { grouped } from "../../grouped";
import { oncePerObject } from "../../once-per-object";
import { referredBlock, resourcesOf } from "../../recovery/reference";
import { policiesOf, type Policy } from "../keys/policies";
import type { DumpJob } from "./job";

/**
 * The pod signs in with one token, made out for one tenant's role. That role is given new keys of the backups', and has them wrapped under its tenant's key:
 * it opens nothing, and reaches no other tenant's.
 */
export function roleFindings(facts: Facts, job: DumpJob, tenant: string): readonly Finding[] {
  const words = job.parts.map((part) => part.words).join("\n");
  const asked = /\brole=(\S+)/.exec(words)?.[1] ?? "";
  const tokens = listAt(job.pod.spec, "volumes")
    .flatMap((volume) => listAt(volume, "projected", "sources"))
    .flatMap((source) => textAt(source, "serviceAccountToken", "audience") ?? []);
  const [found] = rolesBy(facts.terraform).name.get(asked) ?? [];
  if (found === undefined) {
    return [
      {
        where: "command",
        value: asked,
        why: "is no role of the secrets server that a stack makes",
        wayOut: "make the role in the stack that makes the tenant's key",
      },
    ];
  }
  const { stack, attributes } = found;
  const audience = textAt(attributes, "audience") ?? "";
  const binds = (key: string, value: string): boolean => {
    const names = listAt(attributes, key);
    return names.length === 1 && names[0] === value;
  };
  const held = listAt(attributes, "token_policies");
  const paths = held.flatMap((each) => pathsOf(facts, stack, each));
  const strange = paths.filter((path) => !newKey.test(path) && path !== `transit/encrypt/${tenant}`);
  return [
    ...(binds("bound_service_account_namespaces", job.namespace) && binds("bound_service_account_names", job.account)
      ? []
      : [
          {
            where: "serviceAccountName",
            value: `${job.namespace}/${job.account}`,
            why: `is not the account that role ${asked} lets in`,
            wayOut: "bind the role to the account of the job's pods alone",
          },
        ]),
    ...(tokens.length === 1 && tokens[0] === audience && at(job.pod.spec, "automountServiceAccountToken") === false
      ? []
      : [
          {
            where: "volumes",
            value: tokens.join(", "),
            why: `are not the one token that role ${asked} takes ("${audience}"): another would open another tenant's role`,
            wayOut: "give the pod one token, made out for its own role",
          },
        ]),
    ...others(facts, audience, asked).map((other) => ({
      where: "audience",
      value: audience,
      why: `opens role ${other} as well`,
      wayOut: "give every role an audience of its own",
    })),
    ...strange.map((path) => ({
      where: "policy",
      value: path,
      why: `is open to the role that closes dumps of ${tenant}: it may be given new keys, and wrap them under that tenant's, and nothing else`,
      wayOut: "take it out of the role's policy",
    })),
    ...(paths.some((path) => newKey.test(path)) && paths.includes(`transit/encrypt/${tenant}`)
      ? []
      : [
          {
            where: "policy",
            value: paths.join(", "),
            why: `lets role ${asked} close nothing under the keys of the backups and of ${tenant}`,
            wayOut: "grant datakey/plaintext of the backups' key and encrypt of the tenant's",
          },
        ]),
  ];
}

const newKey = /^backup-transit\/datakey\/plaintext\/backups$/;

/** What a policy opens, by the reference or the name by which a role holds it. */
function pathsOf(facts: Facts, stack: string, held: Json): readonly string[] {
  const block = referredBlock(facts, stack, held);
  const id = block === undefined ? textAt(held) : `${block.stack}:${block.address}`;
  return (id === undefined ? undefined : policiesBy(facts.terraform).get(id))?.paths ?? [];
}

/** Policies by the ids of their blocks, and by their names. */
const policiesBy = oncePerObject(
  (terraform: Facts["terraform"]): ReadonlyMap<string, Policy> =>
    new Map(
      policiesOf({ terraform }).flatMap((policy) => [
        [policy.object, policy],
        [policy.name, policy],
      ]),
    ),
);

/** Roles by their names, and by whom their tokens are made out to. */
const rolesBy = oncePerObject((terraform: Facts["terraform"]) => {
  const roles = resourcesOf({ terraform }, "vault_kubernetes_auth_backend_role").map(([, fact]) => fact);
  return {
    name: grouped(roles, ({ attributes }) => textAt(attributes, "role_name") ?? ""),
    audience: grouped(roles, ({ attributes }) => textAt(attributes, "audience") ?? ""),
  };
});

/** Other roles that take a token for the same audience. */
const others = (facts: Facts, audience: string, role: string): readonly string[] =>
  (rolesBy(facts.terraform).audience.get(audience) ?? []).flatMap(({ attributes }) => {
    const name = textAt(attributes, "role_name") ?? "";
    return name === role ? [] : [name];
  });
