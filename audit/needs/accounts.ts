import type { Facts, TerraformFact } from "../facts";
import { isList, listAt, at, textAt } from "../facts/json";
import type { Need } from "./need";
import { grouped, ownStorage, stacksOfCloud } from "./stacks";

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

/** Credentials of every account, and what keeps those of another one out. */
export const accountNeeds = (facts: Facts): readonly Need[] => [
  ...cloudNeeds(facts),
  ...storageNeeds(facts),
  ...clusterNeeds(facts),
];

/** Storage of the customer's own is reached with a profile of its name. */
const storageNeeds = (facts: Facts): readonly Need[] =>
  grouped(facts, ownStorage).map(({ key, first, stacks }): Need => {
    const profile = textAt(first.attributes, "profile");
    return {
      id: `account/${key}`,
      group: "account",
      what: `keys of a user of ${key} that makes buckets and configures them`,
      readFrom:
        profile === undefined
          ? "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
          : `profile ${profile} of AWS_SHARED_CREDENTIALS_FILE, by default ~/.aws/credentials`,
      way: "ask whoever runs the storage",
      stacks,
      check: { kind: "person", why: "files of credentials are not opened here" },
    };
  });

/** A cluster that stands already is reached with the operator's own kubeconfig. */
function clusterNeeds(facts: Facts): readonly Need[] {
  const contexts = grouped(facts, ({ block, type, attributes }) =>
    block === "provider" && type === "kubernetes" ? textAt(attributes, "config_context") : undefined,
  );
  return contexts.flatMap(({ key, stacks }): readonly Need[] => [
    {
      id: `account/${key}`,
      group: "account",
      what: `context ${key} of a kubeconfig`,
      readFrom: "KUBE_CONFIG_PATH",
      way: "an account of the cluster that may write everywhere in it",
      stacks,
      check: { kind: "variables", anyOf: [["KUBE_CONFIG_PATH"], ["KUBE_CONFIG_PATHS"]] },
    },
    ...guards(facts, "kubernetes", stacks),
  ]);
}

function cloudNeeds(facts: Facts): readonly Need[] {
  return (["ovh", "azurerm", "aws"] as const).flatMap((provider): readonly Need[] => {
    const stacks = stacksOfCloud(facts, provider);
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
    case "kubernetes":
      return block === "data" &&
        type === "kubernetes_namespace_v1" &&
        listAt(attributes, "lifecycle", "postcondition").length > 0
        ? "the cluster that the environment names"
        : undefined;
    default:
      return undefined;
  }
}
