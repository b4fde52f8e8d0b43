import type { Facts, TerraformFact } from "../facts";
import { textAt } from "../facts/json";
import type { Need } from "./need";
import { grouped } from "./stacks";

/** Where the state is kept: it must be there before anything else. */
export const stateNeeds = (facts: Facts): readonly Need[] =>
  grouped(facts, (fact) => (fact.block === "backend" ? nameOf(fact) : undefined)).flatMap(({ key, first, stacks }) => {
    const common = { group: "state" as const, stacks };
    return [
      {
        ...common,
        id: `state/${key}`,
        what: `${first.type === "azurerm" ? "storage account" : "bucket"} ${key} for Terraform's state, versioned`,
        readFrom: addressOf(first),
        way: `run once, before everything else: bestek state ${facts.environment} | sh`,
        check: { kind: "answer", url: addressOf(first), mustExist: true },
      },
      ...credentialsOf(first).map((credentials) => ({ ...common, ...credentials })),
    ];
  });

const nameOf = ({ attributes }: TerraformFact): string =>
  textAt(attributes, "bucket") ?? textAt(attributes, "storage_account_name") ?? "";

/** Address under which the bucket answers, to strangers with a refusal. */
function addressOf(fact: TerraformFact): string {
  const name = nameOf(fact);
  if (fact.type === "azurerm") return `https://${name}.blob.core.windows.net/`;
  const region = textAt(fact.attributes, "region") ?? "";
  const endpoint = textAt(fact.attributes, "endpoints", "s3") ?? `https://s3.${region}.amazonaws.com`;
  return `${endpoint.replace("://", `://${name}.`)}/`;
}

/** Storage that is not the cloud account's own has keys of its own. */
const credentialsOf = ({ type, attributes }: TerraformFact): readonly Omit<Need, "group" | "stacks">[] =>
  type === "s3" && textAt(attributes, "endpoints", "s3") !== undefined
    ? [
        {
          id: "state/keys",
          what: "keys of the bucket's user",
          readFrom: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          way: "an object storage user that may list this bucket and read, write and delete what is in it, and nothing else",
          check: { kind: "variables", anyOf: [["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], ["AWS_PROFILE"]] },
        },
      ]
    : [];
