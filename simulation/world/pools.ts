import type { Facts } from "../../audit";
import {
  at,
  isList,
  isObject,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type Json,
  type JsonObject,
} from "../../audit/facts/json";
import { resourcesOf } from "../../audit/recovery/reference";
import { Refusal, type Mistake } from "../../language";
import type { NodeGroup } from "./world";

/** What a resource says of one pool in one zone. */
interface PoolResource {
  readonly machine: string | undefined;
  readonly nodes: number | undefined;
  readonly most: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly JsonObject[];
}

const first = (part: Json | undefined): Json | undefined => (isList(part) ? part[0] : part);

/** `key=value:effect`, as AKS takes taints. */
const taintOf = (text: string): JsonObject => {
  const [pair = "", effect = ""] = text.split(":");
  const [key = "", value = ""] = pair.split("=");
  return { key, value, effect };
};

const azurePool = (pool: Json | undefined): PoolResource => ({
  machine: textAt(pool, "vm_size"),
  nodes: numberAt(pool, "min_count"),
  most: numberAt(pool, "max_count"),
  labels: textsAt(pool, "node_labels"),
  taints: listAt(pool, "node_taints").flatMap((taint) => (typeof taint === "string" ? [taintOf(taint)] : [])),
});

/** EKS writes effects in its own words. */
const awsEffects: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/** Pools by the type of their resource (providers ovh 2.19.0, aws 6.25.0, azurerm 4.54.0). */
const poolTypes: Readonly<Record<string, (pool: Json) => PoolResource>> = {
  ovh_cloud_project_kube_nodepool: (pool) => ({
    machine: textAt(pool, "flavor_name"),
    nodes: numberAt(pool, "min_nodes"),
    most: numberAt(pool, "max_nodes"),
    labels: textsAt(pool, "template", "metadata", "labels"),
    taints: listAt(pool, "template", "spec", "taints").filter(isObject),
  }),
  aws_eks_node_group: (pool) => ({
    machine: ((type) => (typeof type === "string" ? type : undefined))(listAt(pool, "instance_types")[0]),
    nodes: numberAt(first(at(pool, "scaling_config")), "min_size"),
    most: numberAt(first(at(pool, "scaling_config")), "max_size"),
    labels: textsAt(pool, "labels"),
    taints: listAt(pool, "taint").map((taint) => ({
      key: textAt(taint, "key") ?? "",
      value: textAt(taint, "value") ?? "",
      effect: awsEffects[textAt(taint, "effect") ?? ""] ?? "",
    })),
  }),
  azurerm_kubernetes_cluster: (cluster) => azurePool(first(at(cluster, "default_node_pool"))),
  azurerm_kubernetes_cluster_node_pool: (pool) => azurePool(pool),
};

/** What the plan says of one pool of a site. */
export interface PlannedPool {
  readonly name: string;
  readonly machine: string;
  readonly nodesPerZone: number;
  readonly zones: number;
  readonly maximumNodes: number;
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
  readonly volumes: number;
}

const zoneLabel = "bestek.eu/data-centre";
const poolLabel = "bestek.eu/pool";

/**
 * Nodes of a site: how many, where and how labelled from its resources, what each leaves to pods from the plan. Where no resource
 * makes nodes, those that the customer says there are. Throws a Refusal where resources and plan disagree.
 */
export function nodeGroups(facts: Facts, site: string, pools: readonly PlannedPool[]): readonly NodeGroup[] {
  const stack = `${facts.environment}-infrastructure-${site}`;
  const resources = Object.entries(poolTypes).flatMap(([type, read]) =>
    resourcesOf(facts, type)
      .filter(([, fact]) => fact.stack === stack)
      .map(([id, { attributes }]) => ({ id, ...read(attributes) })),
  );
  if (resources.length === 0) return pools.flatMap(statedGroups);
  const mistakes: Mistake[] = [];
  const groups = resources.flatMap(({ id, machine, nodes, most, labels, taints }): readonly NodeGroup[] => {
    const pool = pools.find(({ name }) => name === labels[poolLabel]);
    const zone = labels[zoneLabel];
    if (
      pool === undefined ||
      zone === undefined ||
      nodes === undefined ||
      most === undefined ||
      machine !== pool.machine
    ) {
      mistakes.push({
        where: id,
        value: { machine: machine ?? null, nodes: nodes ?? null, most: most ?? null, labels },
        why: "is no pool that the plan knows, with its machine, its number of nodes and its zone",
        wayOut: "synthesize the environment again",
      });
      return [];
    }
    const { name, cpu, memory, pods, volumes } = pool;
    return [{ pool: name, zone, machine, nodes, most, labels, taints, cpu, memory, pods, volumes }];
  });
  if (mistakes.length > 0) throw new Refusal(`nodes of ${site}`, mistakes);
  return groups;
}

/** Zones of a cluster of the customer's own are counted in the plan and bear no names there. */
const statedGroups = ({
  name,
  machine,
  nodesPerZone,
  zones,
  maximumNodes,
  ...room
}: PlannedPool): readonly NodeGroup[] =>
  Array.from({ length: zones }, (_, index) => ({
    pool: name,
    zone: `zone-${String(index + 1)}`,
    machine,
    nodes: nodesPerZone,
    most: Math.floor(maximumNodes / zones),
    labels: {},
    taints: [],
    ...room,
  }));
