import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isTree, type Tree } from "./releases-synthesis";

const folder = join(__dirname, "../../../../shared/charts");

/** What is known of a chart at the version it was read at. */
export interface ChartFile {
  readonly version: string;
  readonly values: Tree;
  readonly documented: readonly string[];
  readonly schema: Tree | undefined;
}

/** Charts whose files bear another name than the charts do. */
const fileNames: Readonly<Record<string, string>> = { base: "istio-base", cni: "istio-cni" };

const pathOf = (chart: string): string => join(folder, `${fileNames[chart] ?? chart}.json`);

export const atHand = (chart: string): boolean => existsSync(pathOf(chart));

/** The chart's file, with the defaults of its subcharts below the keys under which it takes their values. */
export function readChart(chart: string): ChartFile {
  const file: unknown = JSON.parse(readFileSync(pathOf(chart), "utf8"));
  if (!isTree(file) || !isTree(file["values"])) throw new Error(`${chart}.json holds no values`);
  const dependencies = listOf(file["dependencies"]).flatMap((entry) => (isTree(entry) ? [String(entry["name"])] : []));
  const subcharts = dependencies.filter(atHand).map((name) => [name, readChart(name)] as const);
  return {
    version: String(file["version"]),
    values: merge(Object.fromEntries(subcharts.map(([name, { values }]) => [name, values])), file["values"]),
    documented: [
      ...listOf(file["documented"]).map(String),
      ...subcharts.flatMap(([name, { documented }]) => documented.map((path) => `${name}.${path}`)),
    ],
    schema: isTree(file["schema"]) ? file["schema"] : undefined,
  };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (isList(value) ? value : []);

/** Values over defaults, as Helm lays them: maps member by member, everything else as a whole. */
export function merge(below: Tree, above: Tree): Tree {
  const merged = Object.entries(above).map(([key, value]): readonly [string, unknown] => {
    const under = below[key];
    return [key, isTree(under) && isTree(value) ? merge(under, value) : value];
  });
  return Object.fromEntries([...Object.entries(below), ...merged]);
}

/** Every path that values set; lists count as one value. */
export const pathsOf = (values: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  isTree(values) && Object.keys(values).length > 0
    ? Object.entries(values).flatMap(([key, value]) => pathsOf(value, [...path, key]))
    : [path];

/** Paths that a chart knows from no source: not its values, not its schema, not its comments. */
export const unknownPaths = (values: Tree, chart: ChartFile): readonly string[] =>
  pathsOf(values)
    .filter((path) => !stands(chart.values, path) && !inSchema(chart, path))
    .map((path) => path.join("."))
    .filter((path) => !chart.documented.includes(path));

/** True where a default stands at the path, or the path lies below one that takes anything: an empty map, an empty list, null. */
function stands(value: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return true;
  if (isList(value)) return value.length === 0;
  if (!isTree(value)) return false;
  if (Object.keys(value).length === 0) return true;
  return key in value && stands(value[key], rest);
}

function inSchema({ schema }: ChartFile, path: readonly string[]): boolean {
  if (schema === undefined) return false;
  const root = resolve(schema, schema);
  return root !== undefined && allows(schema, root, path);
}

function allows(schema: Tree, node: Tree, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  const properties = node["properties"];
  if (!isTree(properties)) return node["type"] === "object" && node["additionalProperties"] !== false;
  const next = properties[key];
  const resolved = isTree(next) ? resolve(schema, next) : undefined;
  return resolved !== undefined && allows(schema, resolved, rest);
}

function resolve(schema: Tree, node: Tree): Tree | undefined {
  const reference = node["$ref"];
  if (typeof reference !== "string") return node;
  const definitions = schema["$defs"];
  const target = isTree(definitions) ? definitions[reference.replace("#/$defs/", "")] : undefined;
  return isTree(target) ? target : undefined;
}
