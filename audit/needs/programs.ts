import type { Facts } from "../facts";
import { listAt, at, isList, textAt, type Json } from "../facts/json";
import type { Need } from "./need";
import { grouped, stacksWith } from "./stacks";

/** What must be on the path of whoever applies. */
export function programNeeds(facts: Facts): readonly Need[] {
  return [...terraform(facts), ...loginPrograms(facts)];
}

function terraform(facts: Facts): readonly Need[] {
  const versions = grouped(facts, ({ address, attributes }) =>
    address === "terraform.required_version" && typeof attributes === "string" ? attributes : undefined,
  );
  return versions.map(({ key, stacks }) => {
    const atLeast = /^>=\s*(\d+\.\d+\.\d+)$/.exec(key)?.[1];
    return {
      id: "programs/terraform",
      group: "programs",
      what: `Terraform or OpenTofu ${key}`,
      readFrom: "PATH",
      way: "install it as its publisher says; the stacks refuse older ones themselves",
      stacks,
      check: {
        kind: "program",
        anyOf: ["terraform", "tofu"],
        ...(atLeast === undefined ? {} : { atLeast }),
      },
    };
  });
}

/** Programs with which Terraform logs in to clusters. */
function loginPrograms(facts: Facts): readonly Need[] {
  const commands = grouped(facts, ({ block, type, attributes }) =>
    block === "provider" && (type === "kubernetes" || type === "helm") ? commandIn(attributes) : undefined,
  ).map(({ key, stacks }): Need => ({
    id: `programs/${key}`,
    group: "programs",
    what: `${key}, with which Terraform logs in to a cluster`,
    readFrom: "PATH",
    way:
      key === "bestek"
        ? "put node_modules/.bin on the path, or install bestek globally"
        : "install it as its publisher says",
    stacks,
    check: { kind: "program", anyOf: [key] },
  }));
  const azure = stacksWith(facts, "azurerm");
  return [
    ...commands,
    ...(azure.length === 0
      ? []
      : [
          {
            id: "programs/az",
            group: "programs" as const,
            what: "az, which kubelogin signs in with unless AAD_LOGIN_METHOD says otherwise",
            readFrom: "PATH",
            way: "install the Azure command line and sign in: az login",
            stacks: azure,
            check: { kind: "program" as const, anyOf: ["az"] },
          },
        ]),
  ];
}

/** `exec.command` of a provider, in either of the forms in which it is written. */
function commandIn(attributes: Json): string | undefined {
  const exec =
    at(attributes, "exec") ?? at(attributes, "kubernetes", "exec") ?? at(listAt(attributes, "kubernetes")[0], "exec");
  return textAt(isList(exec) ? exec[0] : exec, "command");
}
