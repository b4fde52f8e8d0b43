import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Variable that names another folder of schemas. */
export const schemasVariable = "BESTEK_PROVIDER_SCHEMAS";

const beside = resolve(__dirname, "../../../../shared/provider-schemas");

/** How a machine without schemas gets them. */
export const howToGetSchemas = [
  `no provider schemas: neither ${schemasVariable} nor ../shared/provider-schemas names a folder that has them.`,
  "On a machine that reaches the registry, in any synthesized stack:",
  "  terraform init -backend=false && terraform providers schema -json > all.json",
  "then, for each provider of it, such as ovh/ovh:",
  "  jq '.provider_schemas[\"registry.terraform.io/ovh/ovh\"]' all.json > <folder>/ovh.json",
  `and set ${schemasVariable}=<folder>.`,
].join("\n");

/** The folder that the variable or, without one, the repository's neighbour holds schemas in; undefined where none does. */
export function findSchemas(variables: NodeJS.ProcessEnv): string | undefined {
  const folder = variables[schemasVariable] ?? beside;
  return existsSync(join(folder, "helm.json")) ? resolve(folder) : undefined;
}

/**
 * Versions that the folder's schemas were read from, by file name without its ending. The README beside them has a row
 * `| \`ovh.json\` | ovh/ovh | 2.19.0 |` for each; a folder without one is taken to hold what the stacks pin.
 */
export function schemaVersions(folder: string): Readonly<Record<string, string>> {
  const readme = join(folder, "README.md");
  if (!existsSync(readme)) return {};
  const rows = readFileSync(readme, "utf8").matchAll(/^\| `([\w-]+)\.json` \| [^|]+ \| ([\d.]+) \|/gm);
  return Object.fromEntries([...rows].map(([, name = "", version = ""]) => [name, version]));
}
