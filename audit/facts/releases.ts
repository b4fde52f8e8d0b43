import type { ReleaseFact, TerraformFact } from "./facts";
import { at, isList, textAt, type Json } from "./json";
import { siteOfStack } from "./stack-name";
import { parseYaml } from "./yaml";

/** Every Helm release among the Terraform facts, by the same ids. */
export function releaseFacts(
  terraform: Readonly<Record<string, TerraformFact>>,
  sites: readonly string[],
  readFolder: (folder: string) => Readonly<Record<string, string>>,
): Readonly<Record<string, ReleaseFact>> {
  return Object.fromEntries(
    Object.entries(terraform)
      .filter(([, { block, type }]) => block === "resource" && type === "helm_release")
      .map(([id, fact]) => [id, release(fact, sites, readFolder)]),
  );
}

function release(
  { stack, address, attributes }: TerraformFact,
  sites: readonly string[],
  readFolder: (folder: string) => Readonly<Record<string, string>>,
): ReleaseFact {
  const chart = textAt(attributes, "chart") ?? "";
  const folder = folderOf(chart);
  const site = siteOfStack(stack, sites);
  const repository = textAt(attributes, "repository");
  const version = textAt(attributes, "version");
  const documents = valuesOf(at(attributes, "values")).map((text) => [text, parsed(text)] as const);
  return {
    stack,
    ...(site === undefined ? {} : { site }),
    name: textAt(attributes, "name") ?? address.replace(/^.*\./, ""),
    namespace: textAt(attributes, "namespace") ?? "default",
    chart,
    ...(repository === undefined ? {} : { repository }),
    ...(version === undefined ? {} : { version }),
    values: documents.flatMap(([, value]) => value ?? []),
    unreadValues: documents.flatMap(([text, value]) => (value === undefined ? [text] : [])),
    ...(folder === undefined ? {} : { carried: readFolder(`stacks/${stack}/${folder}`) }),
  };
}

/** Folder below the stack's own that holds the chart; undefined for charts of a repository. */
const folderOf = (chart: string): string | undefined =>
  /^(?:\$\{path\.(?:module|root|cwd)\}\/|\.\/)?(assets\/.+)$/.exec(chart)?.[1];

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
