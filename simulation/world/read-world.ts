import { encryptedStorageClass } from "../../catalog";
import { collectFacts, type Facts, type OutputFolders } from "../../audit";
import { Fields } from "../../audit/facts/fields";
import { at, isObject, numberAt, textAt, type Json, type JsonObject } from "../../audit/facts/json";
import { Reader } from "../../audit/facts/reader";
import { Refusal, type Mistake } from "../../language";
import { cloudGroups, declaredGroups, declaredPods } from "./declared-groups";
import { ownGroups } from "./own-groups";
import { nodeGroups, type PlannedPool } from "./pools";
import type { PodGroup, SiteWorld } from "./world";

/** Every site of an environment as its synthesized files say it. Throws a Refusal that names each file that can't be read. */
export function readWorlds(folders: OutputFolders): readonly SiteWorld[] {
  const facts = collectFacts(folders);
  const files = new Reader(folders.output);
  const mistakes: Mistake[] = [];
  const report = (mistake: Mistake): void => {
    mistakes.push(mistake);
  };
  const plan = files.json("plan.json") ?? {};
  const declared = files.list("footprints").flatMap((name) => {
    const file = `footprints/${name}`;
    return declaredPods(file, files.json(file) ?? {}, report);
  });
  const worlds = Object.keys(facts.plan.sites).map((site): SiteWorld => {
    const others = declaredGroups(facts, site, declared, (path) => plannedPods(plan, path));
    const groups = [
      ...cloudGroups(cloudOf(facts, site)),
      ...others.map(({ group }) => group),
      ...ownGroups(facts, site),
    ];
    const pools = plannedPools(new Fields("plan.json", plan, report), site);
    return {
      site,
      nodes: mistakes.length > 0 ? [] : nodeGroups(facts, site, pools),
      groups,
      objects: [
        ...objectsOf(facts, site),
        ...others.flatMap(({ group, budget }) => (budget === undefined ? [] : [budgetFor(group, budget)])),
      ],
      zoneBound: isZoneBound(facts, site),
      survivesZoneLoss: facts.plan.recovery.tier !== "basis",
      planned: {
        cpu: numberAt(plan, "sites", site, "demand", "cpu", "value") ?? 0,
        memory: numberAt(plan, "sites", site, "demand", "memory", "value") ?? 0,
        pods: numberAt(plan, "sites", site, "demand", "pods", "value") ?? 0,
      },
    };
  });
  const all = [...files.mistakes, ...mistakes];
  if (all.length > 0) throw new Refusal(`output of environment "${folders.environment}"`, all);
  return worlds;
}

/** Of a cluster of the customer's own no file says it: pods with volumes then have to find room elsewhere, the harder case. */
function isZoneBound({ plan }: Facts, site: string): boolean {
  const planned = plan.sites[site];
  if (planned === undefined || planned.cloud === "existing") return false;
  return encryptedStorageClass(planned.cloud, planned.region)?.zoneBound ?? true;
}

const cloudOf = ({ plan }: Facts, site: string) => plan.sites[site]?.cloud ?? "existing";

/** Pods that the plan counts itself, by the path of their count; beside PostgreSQL runs what archives its log. */
function plannedPods(plan: Json, path: string): ReturnType<Parameters<typeof declaredGroups>[3]> {
  const steps = path.split(".");
  const entry = at(plan, ...steps.slice(0, -1));
  const count = numberAt(plan, ...steps, "value");
  const [kind, name] = steps;
  const amount = (what: "cpu" | "memory"): number | undefined =>
    (kind === "databases" ? numberAt(plan, "load", `database-${name ?? ""}-pod-${what}`, "value") : undefined) ??
    numberAt(entry, `${what}Request`, "value");
  const [cpu, memory] = [amount("cpu"), amount("memory")];
  return count === undefined || cpu === undefined || memory === undefined ? undefined : { count, cpu, memory };
}

const plannedPools = (plan: Fields, site: string): readonly PlannedPool[] =>
  Object.values(
    plan.members(["sites", site, "pools"], (path, name) => ({
      name,
      machine: plan.text(...path, "machine"),
      nodesPerZone: plan.number(...path, "nodesPerZone", "value"),
      zones: plan.number("sites", site, "zones", "value"),
      maximumNodes: plan.number(...path, "maximumNodes", "value"),
      cpu: plan.number(...path, "allocatableCpu", "value"),
      memory: plan.number(...path, "allocatableMemory", "value"),
      pods: plan.number(...path, "podsPerNode", "value"),
      volumes: plan.number(...path, "volumesPerNode", "value"),
    })),
  );

/** Kinds that stand in the way of pods, or keep them. */
const kinds = ["Namespace", "ResourceQuota", "LimitRange", "PriorityClass", "PodDisruptionBudget"];

const objectsOf = ({ kubernetes }: Facts, site: string): readonly JsonObject[] =>
  Object.values(kubernetes)
    .filter((fact) => fact.site === site && kinds.includes(fact.kind))
    .map(({ object, namespace }) => ({
      ...object,
      metadata: {
        ...(isObject(object["metadata"]) ? object["metadata"] : {}),
        ...(namespace === undefined ? {} : { namespace }),
      },
    }))
    .toSorted((a, b) => kinds.indexOf(textAt(a, "kind") ?? "") - kinds.indexOf(textAt(b, "kind") ?? ""));

const budgetFor = ({ namespace, name, labels }: PodGroup, budget: JsonObject): JsonObject => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: `declared-${name}`, namespace },
  spec: { ...budget, selector: { matchLabels: labels } },
});
