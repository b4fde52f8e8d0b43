import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { findMachine } from "../../../catalog";
import type { NodePoolPlan } from "../../../language";
import type { EncryptionKey } from "./encryption-key";
import { LaunchTemplate } from "./launch-template";
import type { ZoneSubnet } from "./zone-subnets";

export interface NodeGroupProps {
  readonly clusterName: string;
  /** Kubernetes minor version; nodes follow the control plane. */
  readonly version: string;
  readonly roleArn: string;
  /** Name of the pool in the plan. */
  readonly pool: string;
  readonly plan: NodePoolPlan;
  readonly subnet: ZoneSubnet;
  /** Zones over which the planned pool is spread, this one included. */
  readonly zones: number;
  readonly diskKey: EncryptionKey;
  /** Network plugin and proxy: a node that joins before them never gets ready. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The part of a planned pool that stands in one zone. Volumes can't leave their zone, so that an autoscaler must know which
 * group starts a node where a volume waits.
 */
export class NodeGroup extends Construct {
  readonly resource: EksNodeGroup;
  readonly groupName: string;
  readonly nodes: number;
  readonly maximumNodes: number;
  readonly autoscaled: boolean;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { clusterName, version, roleArn, pool, plan, subnet, zones, diskKey, dependsOn } = props;
    this.groupName = `${pool}-${subnet.zone}`;
    this.nodes = plan.nodesPerZone.value;
    this.maximumNodes = Math.max(this.nodes, Math.ceil(plan.maximumNodes.value / zones));
    this.autoscaled = this.maximumNodes > this.nodes;
    const template = new LaunchTemplate(this, "template", {
      name: `${clusterName}-${this.groupName}`,
      diskKey,
      podsPerNode: plan.podsPerNode.value,
    });
    this.resource = new EksNodeGroup(this, "group", {
      clusterName,
      nodeGroupName: this.groupName,
      version,
      nodeRoleArn: roleArn,
      subnetIds: [subnet.subnetId],
      amiType: amiOf(plan.machine),
      capacityType: "ON_DEMAND",
      instanceTypes: [plan.machine],
      launchTemplate: { id: template.templateId, version: template.version },
      scalingConfig: { desiredSize: this.nodes, minSize: this.nodes, maxSize: this.maximumNodes },
      updateConfig: { maxUnavailable: 1 },
      // A node whose disk, network or kubelet fails is drained and replaced.
      nodeRepairConfig: { enabled: true },
      labels: { "bestek.eu/pool": pool, "bestek.eu/data-centre": subnet.zone },
      timeouts: { create: "1h", update: "2h", delete: "1h" },
      dependsOn: [...dependsOn],
      // The autoscaler owns the number of nodes as soon as there is one to choose.
      ...(this.autoscaled ? { lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] } } : {}),
    });
  }
}

const amiOf = (machine: string): string =>
  findMachine("aws", machine)?.gpu === undefined ? "AL2023_x86_64_STANDARD" : "AL2023_x86_64_NVIDIA";
