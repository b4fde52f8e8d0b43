import type { Facts, TerraformFact } from "../facts";
import { at, textAt, type Json } from "../facts/json";
import { siteOfStack } from "../facts/stack-name";
import { oncePerObject } from "../once-per-object";
import { referredBlock, resourcesOf } from "./reference";

/** The role that lists objects and reads them, and does nothing else (Microsoft Learn: built-in roles for storage, 2026). */
export const readingRole = "Storage Blob Data Reader";

/** A role that an identity of Azure's has, and what it holds for. */
export interface GrantFact {
  readonly object: string;
  readonly role: string | undefined;
  readonly scope: string;
  /** Container that it holds for; undefined where it holds for more than one, or for something else. */
  readonly container: string | undefined;
}

/** An identity of Azure's that pods act with. */
export interface PodIdentityFact {
  /** Id of the block that makes it. */
  readonly object: string;
  /** Whose pods it is lent to: `<site>/<namespace>/<account>`, or the subject as it is written where that is no service account of the site's own cluster. */
  readonly lentTo: readonly string[];
  readonly grants: readonly GrantFact[];
}

/** Identities that are lent to a service account; roles are found where they are given to a block of the same stack, or to one looked up by name. */
export const identitiesOf = (
  facts: Pick<Facts, "terraform" | "plan">,
  site: string,
  namespace: string,
  account: string,
): readonly PodIdentityFact[] => byBorrower(facts).get(`${site}/${namespace}/${account}`) ?? [];

const byBorrower = oncePerObject(
  (facts: Pick<Facts, "terraform" | "plan">): ReadonlyMap<string, readonly PodIdentityFact[]> => {
    const found = new Map<string, PodIdentityFact[]>();
    for (const identity of identities(facts))
      for (const borrower of new Set(identity.lentTo)) push(found, borrower, identity);
    return found;
  },
);

function identities(facts: Pick<Facts, "terraform" | "plan">): readonly PodIdentityFact[] {
  const lent = new Map<string, string[]>();
  for (const [, credential] of resourcesOf(facts, "azurerm_federated_identity_credential")) {
    const identity = referredBlock(facts, credential.stack, at(credential.attributes, "parent_id"));
    if (identity !== undefined) push(lent, idOf(identity), borrower(facts, credential));
  }
  const grants = new Map<string, GrantFact[]>();
  for (const [object, { stack, attributes }] of resourcesOf(facts, "azurerm_role_assignment")) {
    for (const identity of holders(facts, stack, at(attributes, "principal_id"))) {
      push(grants, identity, grantOf(object, attributes));
    }
  }
  return [...lent].map(([object, lentTo]) => ({ object, lentTo, grants: grants.get(object) ?? [] }));
}

const idOf = ({ stack, address }: TerraformFact): string => `${stack}:${address}`;

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

/** A token is believed by its issuer: the cluster of the site whose stack it is. */
function borrower({ plan }: Pick<Facts, "plan">, { stack, attributes }: TerraformFact): string {
  const subject = textAt(attributes, "subject") ?? "";
  const issuer = textAt(attributes, "issuer") ?? "";
  const site = siteOfStack(stack, Object.keys(plan.sites));
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  const own =
    /^\$\{azurerm_kubernetes_cluster\.[\w-]+\.oidc_issuer_url\}$/.test(issuer) ||
    (site !== undefined &&
      new RegExp(
        `^\\$\\{data\\.terraform_remote_state\\.[\\w-]+-infrastructure-${site}\\.outputs\\.cluster_issuer\\}$`,
      ).test(issuer));
  return own && site !== undefined && namespace !== undefined && account !== undefined
    ? `${site}/${namespace}/${account}`
    : `${subject} of ${issuer}`;
}

/** Blocks that make the identity which a role is given to: one beside it, or those of the name that is looked up. */
function holders(facts: Pick<Facts, "terraform">, stack: string, principal: Json | undefined): readonly string[] {
  const beside = referredBlock(facts, stack, principal);
  if (beside !== undefined) return [idOf(beside)];
  const [, address] =
    /^\$\{(data\.azurerm_user_assigned_identity\.[\w-]+)\.principal_id\}$/.exec(
      typeof principal === "string" ? principal : "",
    ) ?? [];
  const name = address === undefined ? undefined : textAt(facts.terraform[`${stack}:${address}`]?.attributes, "name");
  return name === undefined
    ? []
    : resourcesOf(facts, "azurerm_user_assigned_identity").flatMap(([id, { attributes }]) =>
        textAt(attributes, "name") === name ? [id] : [],
      );
}

function grantOf(object: string, attributes: Json): GrantFact {
  const scope = textAt(attributes, "scope") ?? "";
  return {
    object,
    role: textAt(attributes, "role_definition_name"),
    scope,
    container: /\/storageAccounts\/[a-z0-9]+\/blobServices\/default\/containers\/([a-z0-9-]+)$/.exec(scope)?.[1],
  };
}
