import type { Facts, TerraformFact } from "../facts";
import { at, dotted, isList, isObject, listAt, textAt, type Json, type JsonPath } from "../facts/json";
import { noDrift, type Difference, type Drift, type Ignored } from "./drift";

/** What a refresh-only plan of one stack found, as `terraform show -json` prints it. */
export function terraformDrift(facts: Facts, stack: string, plan: Json): Drift {
  if (at(plan, "errored") === true) return unknown(stack, "Terraform could not read everything that the state names");
  if (isUnapplied(facts, stack, plan)) return unknown(stack, "has no state: it was never applied");
  const results = listAt(plan, "resource_drift").map((entry) => resourceDrift(facts, stack, entry));
  return {
    compared: countResources(at(plan, "prior_state", "values", "root_module") ?? null),
    differences: results.flatMap(({ differences }) => differences),
    ignored: results.flatMap(({ ignored }) => ignored),
    unknown: [],
  };
}

/**
 * A plan lists data and outputs that it has worked out itself as if the state had known them: a stack that makes something has a
 * state when some of that is in it, or is missed.
 */
function isUnapplied({ terraform }: Facts, stack: string, plan: Json): boolean {
  const module = at(plan, "prior_state", "values", "root_module");
  if (!isObject(module)) return true;
  const makes = Object.values(terraform).some((fact) => fact.stack === stack && fact.block === "resource");
  return makes && countResources(module) === 0 && listAt(plan, "resource_drift").length === 0;
}

const unknown = (what: string, why: string): Drift => ({ ...noDrift, unknown: [{ what, why }] });

const countResources = (module: Json): number =>
  listAt(module, "resources").filter((resource) => textAt(resource, "mode") !== "data").length +
  listAt(module, "child_modules").reduce((sum: number, child) => sum + countResources(child), 0);

interface Found {
  readonly differences: readonly Difference[];
  readonly ignored: readonly Ignored[];
}

function resourceDrift(facts: Facts, stack: string, entry: Json): Found {
  const address = textAt(entry, "address") ?? "";
  const object = `${stack}:${address}`;
  const block = facts.terraform[`${stack}:${address.replace(/\[[^\]]*\]$/, "")}`];
  const actions = listAt(entry, "change", "actions");
  if (actions.includes("delete")) return { differences: [{ object, why: "is gone" }], ignored: [] };
  if (block === undefined) {
    return { differences: [{ object, why: "was changed, and no stack describes it any longer" }], ignored: [] };
  }
  const change = at(entry, "change");
  const judged = leaves(at(change, "before") ?? null, at(change, "after") ?? null).map((leaf) => ({
    leaf,
    owner: ownerOf(block, leaf.path),
  }));
  return {
    differences: judged
      .filter(({ owner }) => owner === undefined)
      .map(({ leaf }) => ({ object, where: dotted(leaf.path), ...shown(leaf, change), why: "was changed" })),
    ignored: judged.flatMap(({ leaf, owner }) =>
      owner === undefined ? [] : [{ object, where: dotted(leaf.path), why: owner }],
    ),
  };
}

interface Leaf {
  readonly path: JsonPath;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Values that differ, each with its path; a part that is there on one side alone counts as a whole. */
function leaves(before: Json | undefined, after: Json | undefined, path: JsonPath = []): readonly Leaf[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      leaves(before[key], after[key], [...path, key]),
    );
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((part, index) => leaves(part, after[index], [...path, index]));
  }
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [{ path, before, after }];
}

/** Values as far as a reader may see them. */
function shown({ path, before, after }: Leaf, change: Json | undefined): Pick<Difference, "wanted" | "found"> {
  if (isSensitive(at(change, "before_sensitive"), path) || isSensitive(at(change, "after_sensitive"), path)) return {};
  return { ...(before === undefined ? {} : { wanted: before }), ...(after === undefined ? {} : { found: after }) };
}

/** Marks stand at a value, above it, or below it. */
function isSensitive(marks: Json | undefined, path: JsonPath): boolean {
  if (marks === true) return true;
  const [step, ...rest] = path;
  if (step === undefined) return marks !== undefined && JSON.stringify(marks).includes("true");
  return isSensitive(at(marks, step), rest);
}

/** Whose a changed value is, where it isn't ours. */
function ownerOf({ type, attributes }: TerraformFact, path: JsonPath): string | undefined {
  const where = dotted(path);
  if (reported[type]?.some((name) => name === path[0]) === true) return undefined;
  if (scaled[type]?.some((pattern) => pattern.test(where)) === true) return "an autoscaler sets the number of nodes";
  const ignored = at(attributes, "lifecycle", "ignore_changes");
  const names = (isList(ignored) ? ignored : [ignored]).filter((name) => typeof name === "string");
  if (names.includes("all") || names.some((name) => covers(name, where))) return "the stack leaves it to others";
  return isSet(attributes, path) ? undefined : "no stack sets it";
}

const covers = (name: string, where: string): boolean => {
  const plain = name.replaceAll(/\[(\d+)\]/g, ".$1");
  return where === plain || where.startsWith(`${plain}.`);
};

/** Numbers of nodes, where the cloud's own autoscaler may change them. */
const scaled: Readonly<Record<string, readonly RegExp[]>> = {
  ovh_cloud_project_kube_nodepool: [/^desired_nodes$/],
  azurerm_kubernetes_cluster: [/^default_node_pool\.0\.node_count$/],
  azurerm_kubernetes_cluster_node_pool: [/^node_count$/],
  aws_eks_node_group: [/^scaling_config\.0\.desired_size$/],
};

/** What nobody sets and everybody should know. */
const reported: Readonly<Record<string, readonly string[]>> = { helm_release: ["status", "chart", "version"] };

/** True where the stack sets the value, or refers to something that does. */
function isSet(attributes: Json | undefined, path: JsonPath): boolean {
  if (typeof attributes === "string") return true;
  const [step, ...rest] = path;
  if (step === undefined) return attributes !== undefined;
  // A block that occurs once may be written without its list.
  if (typeof step === "number" && isObject(attributes)) return isSet(attributes, rest);
  const part = at(attributes, step);
  return part !== undefined && (typeof part === "object" ? rest.length === 0 || isSet(part, rest) : true);
}
