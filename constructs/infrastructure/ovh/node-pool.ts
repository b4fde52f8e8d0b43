import { CloudProjectKubeNodepool } from "@cdktf/provider-ovh/lib/cloud-project-kube-nodepool";
import { Construct } from "constructs";
import type { NodePoolPlan } from "../../../language";

export interface NodePoolProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly clusterId: string;
  /** Name of the pool in the plan. */
  readonly pool: string;
  readonly plan: NodePoolPlan;
  /** Where its nodes stand; only regions of several zones let a pool choose. */
  readonly zone: { readonly kind: "zone"; readonly name: string } | { readonly kind: "whole-region" };
  /** Zones over which the planned pool is spread, this one included. */
  readonly zones: number;
}

/** The part of a planned pool that stands in one zone: OVHcloud puts a pool in exactly one. */
export class NodePool extends Construct {
  /** Name as OVHcloud shows it. */
  readonly poolName: string;
  readonly nodes: number;
  readonly maximumNodes: number;
  readonly autoscaled: boolean;

  constructor(scope: Construct, id: string, { project, clusterId, pool, plan, zone, zones }: NodePoolProps) {
    super(scope, id);
    this.poolName = zone.kind === "zone" ? `${pool}-${zone.name}` : pool;
    this.nodes = plan.nodesPerZone.value;
    this.maximumNodes = Math.max(this.nodes, Math.ceil(plan.maximumNodes.value / zones));
    this.autoscaled = this.maximumNodes > this.nodes;
    new CloudProjectKubeNodepool(this, "pool", {
      serviceName: project,
      kubeId: clusterId,
      name: this.poolName,
      flavorName: plan.machine,
      desiredNodes: this.nodes,
      minNodes: this.nodes,
      maxNodes: this.maximumNodes,
      autoscale: this.autoscaled,
      // Anti-affinity is limited to 5 nodes a pool (OVHcloud known limits, 2024-10-02), and the zones spread already.
      antiAffinity: false,
      ...(zone.kind === "zone" ? { availabilityZones: [zone.name] } : {}),
      template: {
        metadata: {
          annotations: {},
          finalizers: [],
          labels: { "bestek.eu/pool": pool, ...(zone.kind === "zone" ? { "bestek.eu/data-centre": zone.name } : {}) },
        },
        spec: { taints: [], unschedulable: false },
      },
      timeouts: { create: "1h", update: "1h", delete: "30m" },
      // The autoscaler owns the number of nodes as soon as there is one to choose.
      ...(this.autoscaled ? { lifecycle: { ignoreChanges: ["desired_nodes"] } } : {}),
    });
  }
}
