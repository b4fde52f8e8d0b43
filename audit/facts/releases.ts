import type { ReleaseFact, TerraformFact } from "./facts";
import { at, isList, textAt, type Json } from "./json";
import { siteOfStack } from "./stack-name";
import { parseYaml } from "./yaml";

/** Every Helm release among the Terraform facts, by the same ids. */
export function releaseFacts(
  terraform: Readonly<Record<string, TerraformFact>>,
  sites: readonly string[],
): Readonly<Record<string, ReleaseFact>> {
  return Object.fromEntries(
    Object.entries(terraform)
      .filter(([, { block, type }]) => block === "resource" && type === "helm_release")
      .map(([id, fact]) => [id, release(fact, sites)]),
  );
}

function release({ stack, address, attributes }: TerraformFact, sites: readonly string[]): ReleaseFact {
  const site = siteOfStack(stack, sites);
  const repository = textAt(attributes, "repository");
  const version = textAt(attributes, "version");
  const documents = valuesOf(at(attributes, "values")).map((text) => [text, parsed(text)] as const);
  return {
    stack,
    ...(site === undefined ? {} : { site }),
    name: textAt(attributes, "name") ?? address.replace(/^.*\./, ""),
    namespace: textAt(attributes, "namespace") ?? "default",
    chart: textAt(attributes, "chart") ?? "",
    ...(repository === undefined ? {} : { repository }),
    ...(version === undefined ? {} : { version }),
    values: documents.flatMap(([, value]) => value ?? []),
    unreadValues: documents.flatMap(([text, value]) => (value === undefined ? [text] : [])),
  };
}

const valuesOf = (values: Json | undefined): readonly string[] =>
  (isList(values) ? values : [values]).filter((value) => typeof value === "string");

/** The documents of a values text; undefined where only Terraform knows what it will be. */
function parsed(text: string): readonly Json[] | undefined {
  if (/^\s*\$\{[^]*\}\s*$/.test(text)) return undefined;
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}
