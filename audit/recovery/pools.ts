import type { Facts } from "../facts";
import { at, isList, listAt, numberAt, textAt, type Json } from "../facts/json";
import { resourcesOf } from "./reference";

/** What one node pool may grow to; undefined where the file does not say it, or with a machine that nobody knows. */
export interface PoolCapacity {
  readonly object: string;
  /** Millicores. */
  readonly cpu: number | undefined;
  /** MiB. */
  readonly memory: number | undefined;
}

interface Pool {
  readonly machine: string | undefined;
  readonly most: number | undefined;
}

/** Pools by the type of their resource (providers ovh 2.19.0, aws 6.25.0, azurerm 4.54.0). */
const poolTypes: Readonly<Record<string, (pool: Json) => Pool>> = {
  ovh_cloud_project_kube_nodepool: (pool) => ({
    machine: textAt(pool, "flavor_name"),
    most: numberAt(pool, "max_nodes"),
  }),
  aws_eks_node_group: (pool) => {
    const type = listAt(pool, "instance_types")[0];
    return {
      machine: typeof type === "string" ? type : undefined,
      most: numberAt(first(at(pool, "scaling_config")), "max_size"),
    };
  },
  azurerm_kubernetes_cluster_node_pool: (pool) => azurePool(pool),
  azurerm_kubernetes_cluster: (cluster) => azurePool(first(at(cluster, "default_node_pool"))),
};

const first = (part: Json | undefined): Json | undefined => (isList(part) ? part[0] : part);

const azurePool = (pool: Json | undefined): Pool => ({
  machine: textAt(pool, "vm_size"),
  most: numberAt(pool, "max_count"),
});

/** What the node pools of a site may grow to, as the plan counts what a node of each machine leaves to pods. */
export function poolCapacity(facts: Facts, site: string): readonly PoolCapacity[] {
  const stack = `${facts.environment}-infrastructure-${site}`;
  const left = facts.plan.sites[site]?.machines ?? {};
  return Object.entries(poolTypes).flatMap(([type, read]) =>
    resourcesOf(facts, type)
      .filter(([, fact]) => fact.stack === stack)
      .map(([object, { attributes }]) => {
        const { machine, most } = read(attributes);
        const node = machine === undefined ? undefined : left[machine];
        const all = (each: number | undefined): number | undefined =>
          each === undefined || most === undefined ? undefined : each * most;
        return { object, cpu: all(node?.cpu), memory: all(node?.memory) };
      }),
  );
}
