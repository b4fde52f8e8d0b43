import { permissionsOf, type Cloud } from "../../catalog";
import type { Source } from "../../language";
import type { Facts } from "../facts";
import { registeredBy } from "./azure";
import { stacksOfCloud } from "./stacks";

/** The least that an identity of one cloud must be allowed, as far as the catalogue knows it. */
export interface LeastPolicy {
  readonly cloud: Cloud;
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
  /** Types of resources whose actions nobody has read: the policy is not complete without them. */
  readonly unknownTypes: readonly string[];
  readonly source: Source;
  /** The policy as the cloud's API takes it; what only the customer knows stands in angle brackets. */
  readonly document: unknown;
}

const prefixes = [
  ["ovh", "ovh_"],
  ["azure", "azurerm_"],
  ["aws", "aws_"],
] as const;

/** Least policies of every cloud that the environment's stacks use, from the types of their resources. */
export function leastPolicies(facts: Facts): readonly LeastPolicy[] {
  const atAws = new Set(stacksOfCloud(facts, "aws"));
  const types = new Set(
    Object.values(facts.terraform)
      .filter(({ block }) => block === "resource" || block === "data")
      // Storage of the customer's own speaks S3 too, and knows no IAM.
      .filter(({ type, stack }) => !type.startsWith("aws_") || atAws.has(stack))
      .map(({ type }) => type),
  );
  return prefixes.flatMap(([cloud, prefix]) => {
    const own = [...types].filter((type) => type.startsWith(prefix)).sort();
    return own.length === 0 ? [] : [policyOf(cloud, own, facts)];
  });
}

/** Actions that providers take by themselves, for no resource: Azure's registers what the stacks use. */
function ofProviders(cloud: Cloud, { terraform }: Facts): readonly string[] {
  if (cloud !== "azure") return [];
  const namespaces = Object.values(terraform).flatMap((fact) =>
    fact.block === "provider" && fact.type === "azurerm" ? registeredBy(fact) : [],
  );
  return namespaces.length === 0
    ? []
    : ["Microsoft.Resources/subscriptions/providers/read", ...namespaces.map((name) => `${name}/register/action`)];
}

function policyOf(cloud: Cloud, types: readonly string[], facts: Facts): LeastPolicy {
  const { permissions, source } = permissionsOf(cloud);
  const used = permissions.filter((permission) => permission.types.some((type) => types.includes(type)));
  const actions = distinct([...used.flatMap((permission) => permission.actions), ...ofProviders(cloud, facts)]);
  const dataActions = distinct(used.flatMap((permission) => permission.dataActions ?? []));
  const known = new Set(permissions.flatMap((permission) => permission.types));
  return {
    cloud,
    actions,
    dataActions,
    unknownTypes: types.filter((type) => !known.has(type)),
    source,
    document: documentOf(cloud, `${facts.environment}-deploy`, actions, dataActions),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

function documentOf(cloud: Cloud, name: string, actions: readonly string[], dataActions: readonly string[]): unknown {
  switch (cloud) {
    case "ovh":
      return {
        name,
        identities: ["<identity URN of the service account>"],
        resources: [
          { urn: "urn:v1:eu:resource:publicCloudProject:<project>" },
          { urn: "urn:v1:eu:resource:dnsZone:<zone>" },
          { urn: "urn:v1:eu:resource:okms:<id, once it stands>" },
          ...(actions.some((action) => action.startsWith("ldp:"))
            ? [{ urn: "urn:v1:eu:resource:ldp:<Logs Data Platform>" }]
            : []),
          { urn: "urn:v1:eu:resource:account:<account>" },
        ],
        permissions: { allow: actions.map((action) => ({ action })) },
      };
    case "aws":
      return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
    case "azure":
      return {
        Name: name,
        IsCustom: true,
        Description: "What Terraform needs to deploy the environment",
        Actions: actions,
        NotActions: [],
        DataActions: dataActions,
        NotDataActions: [],
        AssignableScopes: ["/subscriptions/<subscription>"],
      };
  }
}
