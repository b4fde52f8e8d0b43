import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { systemDisks } from "../../../catalog";
import type { NodePoolPlan } from "../../../language";
import { isNodePoolName, nodePoolName } from "./resource-names";

export interface NodePoolFacts {
  /** Name of the pool in the plan. */
  readonly pool: string;
  readonly plan: NodePoolPlan;
  readonly zone: string;
  /** Number of zones over which the planned pool is spread, this one included. */
  readonly zones: number;
  readonly subnetId: string;
}

/** GiB of a system disk, as planned and priced. */
const systemDisk = systemDisks.azure.size.value / 1024;

/**
 * The part of a planned pool that stands in one zone. A pool over all zones would leave it to chance where the autoscaler adds
 * a node, and pods that must be even over zones would wait for the right one (Microsoft Learn: AKS availability zones, 2026).
 */
export function nodePool({ pool, plan, zone, zones, subnetId }: NodePoolFacts): KubernetesClusterDefaultNodePool {
  const nodes = plan.nodesPerZone.value;
  const name = nodePoolName(pool, zones > 1 ? zone : "");
  if (!isNodePoolName(name)) throw new Error(`"${name}" is no name of a node pool`);
  const most = Math.max(nodes, Math.ceil(plan.maximumNodes.value / zones));
  return {
    name,
    vmSize: plan.machine,
    vnetSubnetId: subnetId,
    ...(zones > 1 ? { zones: [zone] } : {}),
    // The overlay's default of 250 would set up to 5 GB of memory aside on each node; the plan counts on fewer.
    maxPods: plan.podsPerNode.value,
    ...(most > nodes
      ? { autoScalingEnabled: true, minCount: nodes, maxCount: most }
      : { autoScalingEnabled: false, nodeCount: nodes }),
    hostEncryptionEnabled: true,
    nodePublicIpEnabled: false,
    osDiskType: "Managed",
    osDiskSizeGb: systemDisk,
    nodeLabels: { "bestek.eu/pool": pool, ...(zones > 1 ? { "bestek.eu/data-centre": zone } : {}) },
    // A change of the machine makes the pool anew: its pods move to this one meanwhile.
    temporaryNameForRotation: nodePoolName("spare", zones > 1 ? zone : ""),
    // A node too many instead of one too few; a budget that never lets go must not hold a repair for ever.
    upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: 30 },
  };
}

/** The autoscaler owns the number of nodes as soon as there is one to choose. */
export const countIsAutoscaled = ({ autoScalingEnabled }: KubernetesClusterDefaultNodePool): boolean =>
  autoScalingEnabled === true;
