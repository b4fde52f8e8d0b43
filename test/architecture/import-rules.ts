import { readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { preProcessFile } from "typescript";

/** Which folders a file of each folder may import from, besides its own. The order is the way data flows. */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  language: [],
  catalog: ["language"],
  suites: ["language", "catalog", "policies"],
  environments: ["language", "catalog", "suites"],
  planning: ["language", "catalog", "suites", "environments"],
  constructs: ["language", "catalog", "planning", "imports"],
  charts: ["language", "catalog", "suites", "environments", "planning", "constructs", "imports", "policies"],
  stacks: ["language", "catalog", "suites", "environments", "planning", "constructs", "imports", "charts"],
  audit: ["language", "catalog"],
  output: ["language", "catalog", "suites", "environments", "planning", "constructs", "charts", "stacks", "audit"],
  lock: ["language", "catalog", "suites", "environments", "planning", "audit"],
  review: ["language", "catalog", "lock", "audit"],
  reports: ["language", "review"],
  simulation: ["language", "catalog", "audit"],
  cli: [
    "index",
    "language",
    "catalog",
    "suites",
    "environments",
    "planning",
    "charts",
    "stacks",
    "audit",
    "output",
    "lock",
    "review",
    "reports",
    "simulation",
  ],
  imports: [],
  policies: [],
};

const terraform = /^(cdktf|@cdktf\/)/;
const kubernetes = /^cdk8s/;
/** Packages whose index loads every resource of a provider: half a gigabyte. */
const providerIndex = /^@cdktf\/provider-[^/]+$/;

/** What a file imports, type imports included. */
export const importsOf = (source: string): readonly string[] =>
  preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);

/** Rules that `source`, standing at `path` below the root, breaks; empty where it breaks none. */
export function violations(path: string, source: string): readonly string[] {
  const folder = path.split(sep)[0] ?? "";
  const imports = importsOf(source);
  const allowed = importTable[folder];
  return [
    ...imports.flatMap((name) => {
      if (!name.startsWith(".")) return [];
      const target = relative("", join(dirname(path), name)).split(sep)[0] ?? "";
      if (target === folder || allowed === undefined || allowed.includes(target)) return [];
      return [`${path} imports ${name}: ${folder} may import ${allowed.length === 0 ? "nothing" : allowed.join(", ")}`];
    }),
    ...(imports.some((name) => terraform.test(name)) && imports.some((name) => kubernetes.test(name))
      ? [`${path} imports cdktf and cdk8s: a resource of the one under a scope of the other vanishes without a word`]
      : []),
    ...imports
      .filter((name) => providerIndex.test(name))
      .map((name) => `${path} imports ${name}: import one resource, such as ${name}/lib/release`),
  ];
}

export const violationsOfFile = (root: string, path: string): readonly string[] =>
  violations(path, readFileSync(join(root, path), "utf8"));
