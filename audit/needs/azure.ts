import type { Facts, TerraformFact } from "../facts";
import { at, isList, textAt } from "../facts/json";
import type { Need } from "./need";
import { grouped } from "./stacks";

/** What a subscription must be ready for before the first stack is applied to it. */
export const azureNeeds = (facts: Facts): readonly Need[] => [
  ...hostEncryption(facts),
  ...resourceProviders(facts),
  ...keyRights(facts),
];

const subscriptionOf = ({ block, type, attributes }: TerraformFact): string | undefined =>
  block === "provider" && type === "azurerm" ? textAt(attributes, "subscription_id") : undefined;

/** Subscriptions of the stacks that hold a resource which `wants` says it of. */
function subscriptionsWith(
  facts: Facts,
  wants: (fact: TerraformFact) => boolean,
): readonly { readonly subscription: string; readonly stacks: readonly string[] }[] {
  const wanting = new Set(
    Object.values(facts.terraform)
      .filter((fact) => fact.block === "resource" && wants(fact))
      .map(({ stack }) => stack),
  );
  return grouped(facts, (fact) => (wanting.has(fact.stack) ? subscriptionOf(fact) : undefined)).map(
    ({ key, stacks }) => ({ subscription: key, stacks }),
  );
}

const encryptsHosts = ({ attributes }: TerraformFact): boolean =>
  JSON.stringify(attributes).includes('"host_encryption_enabled":true');

/** Disks that are encrypted on the host want a feature of which a new subscription knows nothing (Microsoft Learn, AKS host-based encryption, 2026). */
const hostEncryption = (facts: Facts): readonly Need[] =>
  subscriptionsWith(facts, encryptsHosts).map(({ subscription, stacks }) => ({
    id: `account/azurerm/${subscription}/EncryptionAtHost`,
    group: "account",
    what: `feature EncryptionAtHost of Microsoft.Compute in subscription ${subscription}`,
    readFrom: "az feature show --namespace Microsoft.Compute --name EncryptionAtHost",
    way:
      `az feature register --namespace Microsoft.Compute --name EncryptionAtHost --subscription ${subscription}, minutes later ` +
      "az provider register --namespace Microsoft.Compute; it takes Microsoft.Features/providers/features/register/action",
    stacks,
    check: {
      kind: "told",
      by: "az",
      words: [
        ...["feature", "show", "--namespace", "Microsoft.Compute", "--name", "EncryptionAtHost"],
        ...["--subscription", subscription, "--query", "properties.state", "--output", "tsv"],
      ],
      wanted: { word: "Registered" },
    },
  }));

/** Resource providers that a stack names, by subscription. */
const resourceProviders = (facts: Facts): readonly Need[] =>
  grouped(facts, subscriptionOf).flatMap(({ key: subscription, first, stacks }) =>
    registeredBy(first).map((namespace): Need => ({
      id: `account/azurerm/${subscription}/${namespace}`,
      group: "account",
      what: `resource provider ${namespace} in subscription ${subscription}`,
      readFrom: `az provider show --namespace ${namespace}`,
      way: `az provider register --namespace ${namespace} --subscription ${subscription}; it takes ${namespace}/register/action`,
      stacks,
      check: {
        kind: "told",
        by: "az",
        words: [
          ...["provider", "show", "--namespace", namespace, "--subscription", subscription],
          ...["--query", "registrationState", "--output", "tsv"],
        ],
        wanted: { word: "Registered" },
        otherwise: "Terraform registers it when it plans, if it may",
      },
    })),
  );

/** Namespaces that a provider block registers. */
export function registeredBy({ attributes }: Pick<TerraformFact, "attributes">): readonly string[] {
  const named = at(attributes, "resource_providers_to_register");
  return isList(named) ? named.flatMap((name) => (typeof name === "string" ? [name] : [])) : [];
}

/** Keys lie on a plane of their own, on which even the subscription's owner may do nothing. */
const keyRights = (facts: Facts): readonly Need[] =>
  subscriptionsWith(facts, ({ type }) => type === "azurerm_key_vault_key").map(({ subscription, stacks }) => ({
    id: `account/azurerm/${subscription}/keys`,
    group: "account",
    what: `role Key Vault Crypto Officer on subscription ${subscription}, for whoever applies: its owner may make no key`,
    readFrom: "az role assignment list --all --assignee <object id>",
    way: `az role assignment create --assignee <object id> --role "Key Vault Crypto Officer" --scope /subscriptions/${subscription}; the data actions of --policies suffice`,
    stacks,
    check: { kind: "person", why: "who will apply is not known here" },
  }));
