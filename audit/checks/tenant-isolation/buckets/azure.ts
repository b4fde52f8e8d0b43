import type { Finding, Findings } from "../../../check";
import type { TenantPortion } from "../../../facts";
import { at, listAt, textAt } from "../../../facts/json";
import { readingRole } from "../../../recovery/pod-identities";
import { resourcesOf } from "../objects";
import type { ObjectOwners } from "./owners";
import { count, foreign, shared } from "./words";

/**
 * At Azure a role of a tenant's holds for a container of that tenant or for what its own stack makes, an identity is lent to pods of the
 * tenant's namespaces, an account opens by no key, and copies go to the tenant's own containers.
 */
export function azureFindings(portion: TenantPortion, owners: ObjectOwners): Findings {
  const { tenant, facts } = portion;
  const seen = new Map<string, number>();
  const read = new Map<string, number>();
  const roles = resourcesOf(facts, "azurerm_role_assignment").flatMap(
    ([id, { stack, attributes }]): readonly Finding[] => {
      const scope = textAt(attributes, "scope") ?? "";
      const made = /^\$\{(azurerm_\w+\.[\w-]+)\.\w+\}$/.exec(scope)?.[1];
      if (made !== undefined) return Object.hasOwn(facts.terraform, `${stack}:${made}`) ? [] : [foreign(id, scope)];
      const [account, container] = containerOf(scope);
      // What compares a copy reads it, beside the gateway that changes it.
      count(textAt(attributes, "role_definition_name") === readingRole ? read : seen, [container]);
      return owners.owns(tenant, account) && owners.owns(tenant, container) ? [] : [foreign(id, scope)];
    },
  );
  return {
    failures: [
      ...roles,
      ...shared(seen),
      ...shared(read),
      ...loanFindings(portion),
      ...accountFindings(portion),
      ...copyFindings(portion, owners),
    ],
  };
}

/** Account and container of a scope that ends in a container; blank where it holds for more than one. */
function containerOf(scope: string): readonly [account: string, container: string] {
  const [, account = "", container = ""] =
    /\/storageAccounts\/([a-z0-9]+)\/blobServices\/default\/containers\/([a-z0-9-]+)$/.exec(scope) ?? [];
  return [account, container];
}

const loanFindings = ({ facts }: TenantPortion): readonly Finding[] =>
  resourcesOf(facts, "azurerm_federated_identity_credential").flatMap(([where, { attributes }]) => {
    const subject = textAt(attributes, "subject") ?? "";
    const namespace = /^system:serviceaccount:([^:]+):[^:]+$/.exec(subject)?.[1];
    return namespace !== undefined && Object.hasOwn(facts.plan.namespaces, namespace)
      ? []
      : [
          {
            where,
            value: subject,
            why: "is no service account of the tenant's own namespaces",
            wayOut: "lend the identity to pods of the tenant alone",
          },
        ];
  });

const accountFindings = ({ facts }: TenantPortion): readonly Finding[] =>
  resourcesOf(facts, "azurerm_storage_account").flatMap(([where, { attributes }]) =>
    at(attributes, "shared_access_key_enabled") === false
      ? []
      : [
          {
            where: `${where} shared_access_key_enabled`,
            value: at(attributes, "shared_access_key_enabled") ?? null,
            why: "lets in whoever holds a key of the account, past every role",
            wayOut: "switch the account's keys off",
          },
        ],
  );

const copyFindings = ({ tenant, facts }: TenantPortion, owners: ObjectOwners): readonly Finding[] =>
  resourcesOf(facts, "azurerm_storage_object_replication").flatMap(([id, { attributes }]) =>
    listAt(attributes, "rules")
      .flatMap((rule) => [textAt(rule, "source_container_name"), textAt(rule, "destination_container_name")])
      .filter((name) => name === undefined || !owners.owns(tenant, name))
      .map((name) => foreign(id, name ?? null)),
  );
