import type { Facts, TerraformFact } from "../facts";
import { isList, listAt, at, textAt } from "../facts/json";
import type { Need } from "./need";
import { grouped, stacksWith } from "./stacks";

/** Clouds by their providers' names, with the variables in which their credentials are read. */
const credentials = {
  ovh: {
    title: "OVHcloud",
    anyOf: [
      ["OVH_CLIENT_ID", "OVH_CLIENT_SECRET"],
      ["OVH_APPLICATION_KEY", "OVH_APPLICATION_SECRET", "OVH_CONSUMER_KEY"],
    ],
    way: "a service account (POST /me/api/oauth2/client) with an IAM policy (POST /iam/policy)",
    otherwise: undefined,
  },
  azurerm: {
    title: "Azure",
    anyOf: [
      ["ARM_TENANT_ID", "ARM_CLIENT_ID", "ARM_CLIENT_SECRET"],
      ["ARM_TENANT_ID", "ARM_CLIENT_ID", "ARM_USE_OIDC"],
      ["ARM_TENANT_ID", "ARM_CLIENT_ID", "ARM_CLIENT_CERTIFICATE_PATH"],
      ["ARM_USE_MSI"],
    ],
    way: "a service principal with a custom role on the subscription",
    otherwise: "the Azure command line may be signed in",
  },
  aws: {
    title: "AWS",
    anyOf: [
      ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
      ["AWS_PROFILE"],
      ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"],
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    ],
    way: "a role that the operator assumes, with an IAM policy",
    otherwise: "a default profile or the machine's own role may give them",
  },
} as const;

/** Credentials of every cloud, and what keeps those of another account out. */
export function accountNeeds(facts: Facts): readonly Need[] {
  return (["ovh", "azurerm", "aws"] as const).flatMap((provider): readonly Need[] => {
    const stacks = stacksWith(facts, provider);
    if (stacks.length === 0) return [];
    const { title, anyOf, way, otherwise } = credentials[provider];
    return [
      {
        id: `account/${provider}`,
        group: "account",
        what: `credentials of ${title}`,
        readFrom: anyOf.map((names) => names.join(" and ")).join(", or "),
        way: `${way}; its least rights: bestek preflight ${facts.environment} --policies`,
        stacks,
        check: { kind: "variables", anyOf, ...(otherwise === undefined ? {} : { otherwise }) },
      },
      ...guards(facts, provider, stacks),
    ];
  });
}

/** The account that stacks are bound to, and the stacks that name none. */
function guards(facts: Facts, provider: string, stacks: readonly string[]): readonly Need[] {
  const guarded = grouped(facts, (fact) => accountOf(fact, provider));
  const bound = new Set(guarded.flatMap((guard) => guard.stacks));
  const open = stacks.filter((stack) => !bound.has(stack));
  return [
    ...guarded.map(({ key, stacks: those }): Need => ({
      id: `account/${provider}/${key}`,
      group: "account",
      what: `they belong to ${key}`,
      readFrom: "the credentials themselves",
      way: "those of another account are refused by each of these stacks' plans, before the first change",
      stacks: those,
      check: { kind: "person", why: "Terraform compares them when it plans; no API is asked here" },
    })),
    ...(open.length === 0
      ? []
      : [
          {
            id: `account/${provider}/open`,
            group: "account" as const,
            what: "stacks that name no account of their own",
            readFrom: "the credentials themselves",
            way: "they change only what earlier stacks made or a zone that the account owns; apply those first",
            stacks: open,
            check: { kind: "person" as const, why: "nothing in these stacks compares accounts" },
          },
        ]),
  ];
}

/** Account that a block binds its stack to; undefined where it binds none. */
function accountOf({ block, type, attributes }: TerraformFact, provider: string): string | undefined {
  switch (provider) {
    case "ovh":
      return block === "data" &&
        type === "ovh_cloud_project" &&
        listAt(attributes, "lifecycle", "postcondition").length > 0
        ? `Public Cloud project ${textAt(attributes, "service_name") ?? ""}`
        : undefined;
    case "azurerm": {
      const subscription =
        block === "provider" && type === "azurerm" ? textAt(attributes, "subscription_id") : undefined;
      return subscription === undefined ? undefined : `subscription ${subscription}`;
    }
    case "aws": {
      const accounts = block === "provider" && type === "aws" ? at(attributes, "allowed_account_ids") : undefined;
      return isList(accounts) && accounts.length > 0 ? `account ${accounts.map(String).join(", ")}` : undefined;
    }
    default:
      return undefined;
  }
}
