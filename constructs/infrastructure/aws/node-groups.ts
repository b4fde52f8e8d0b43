import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NodePoolPlan } from "../../../language";
import { managedPolicyArn, type AwsPlace } from "../../../planning/placement";
import { AddOn } from "./add-on";
import type { EncryptionKey } from "./encryption-key";
import type { KubernetesCluster } from "./kubernetes-cluster";
import { NodeGroup } from "./node-group";
import { podNetworkSettings } from "./pod-network-settings";
import { assumedByService, type Statement } from "./policy-document";
import { Role } from "./role";
import type { VirtualNetwork } from "./virtual-network";
import { assumedByWorkload } from "./workload-role";

export interface NodeGroupsProps {
  readonly place: AwsPlace;
  readonly name: string;
  readonly version: string;
  readonly cluster: KubernetesCluster;
  readonly network: VirtualNetwork;
  /** Pools as planned, by name. */
  readonly pools: Readonly<Record<string, NodePoolPlan>>;
  readonly diskKey: EncryptionKey;
}

/** Namespace in which EKS runs its add-ons. */
const systemNamespace = "kube-system";

/**
 * The nodes of a cluster with what EKS runs on them: the network plugin and the proxy before the first node joins, name
 * server, volumes and metrics once there are nodes to run on.
 */
export class NodeGroups extends Construct {
  readonly groups: readonly NodeGroup[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeGroupsProps,
  ) {
    super(scope, id);
    const early = [this.podNetwork(), this.addOn("kube-proxy", {}, [])];
    this.groups = this.nodeGroups(early);
    const nodes = this.groups.map(({ resource }) => resource);
    this.addOn("coredns", {}, nodes);
    this.addOn("metrics-server", {}, nodes);
    this.volumes(nodes);
  }

  private podNetwork(): ITerraformDependable {
    const { place, cluster, network } = this.props;
    const role = this.workloadRole("vpc-cni", "aws-node", {
      managedPolicies: [managedPolicyArn(place, "AmazonEKS_CNI_Policy")],
    });
    return this.addOn(
      "vpc-cni",
      {
        roleArn: role.arn,
        configuration: podNetworkSettings({
          region: place.region,
          podSubnets: network.podSubnets,
          securityGroupId: cluster.securityGroupId,
        }),
      },
      role.permissions,
    );
  }

  private volumes(dependsOn: readonly ITerraformDependable[]): void {
    const { place, diskKey } = this.props;
    const role = this.workloadRole("ebs-csi", "ebs-csi-controller-sa", {
      managedPolicies: [managedPolicyArn(place, "service-role/AmazonEBSCSIDriverPolicy")],
      statements: diskKeyUse(diskKey),
    });
    this.addOn("aws-ebs-csi-driver", { roleArn: role.arn }, [...role.permissions, ...dependsOn]);
    this.addOn("snapshot-controller", {}, dependsOn);
  }

  private nodeGroups(dependsOn: readonly ITerraformDependable[]): readonly NodeGroup[] {
    const { cluster, version, network, pools, diskKey } = this.props;
    const role = this.nodeRole();
    return Object.entries(pools).flatMap(([pool, plan]) =>
      network.nodeSubnets.map(
        (subnet) =>
          new NodeGroup(this, `${pool}-${subnet.zone}`, {
            clusterName: cluster.clusterId,
            version,
            roleArn: role.arn,
            pool,
            plan,
            subnet,
            zones: network.nodeSubnets.length,
            diskKey,
            dependsOn: [...role.permissions, ...dependsOn],
          }),
      ),
    );
  }

  /** Nodes join the cluster and pull EKS's own images; everything else that calls AWS has a role of its own. */
  private nodeRole(): Role {
    const { place, name } = this.props;
    return new Role(this, "node-role", {
      name: `${name}-node`,
      description: "nodes: join the cluster, pull the images of EKS",
      assumedBy: assumedByService("ec2.amazonaws.com"),
      managedPolicies: [
        managedPolicyArn(place, "AmazonEKSWorkerNodePolicy"),
        managedPolicyArn(place, "AmazonEC2ContainerRegistryPullOnly"),
      ],
    });
  }

  private workloadRole(
    part: string,
    serviceAccount: string,
    permissions: Pick<ConstructorParameters<typeof Role>[2], "managedPolicies" | "statements">,
  ): Role {
    const { place, name, cluster } = this.props;
    return new Role(this, `${part}-role`, {
      name: `${name}-${part}`,
      description: `add-on ${part} of the cluster`,
      assumedBy: assumedByWorkload(place, {
        issuer: cluster.issuer,
        namespace: systemNamespace,
        serviceAccounts: [serviceAccount],
      }),
      ...permissions,
    });
  }

  private addOn(
    addOn: string,
    settings: Pick<ConstructorParameters<typeof AddOn>[2], "configuration" | "roleArn">,
    dependsOn: readonly ITerraformDependable[],
  ): ITerraformDependable {
    const { cluster, version } = this.props;
    return new AddOn(this, addOn, {
      clusterName: cluster.clusterId,
      version,
      addOn,
      ...settings,
      dependsOn: [...dependsOn, cluster.identityProvider],
    }).resource;
  }
}

/** What attaching an encrypted volume takes (kubernetes-sigs/aws-ebs-csi-driver, encryption with a key of one's own, 2026). */
const diskKeyUse = ({ arn }: EncryptionKey): readonly Statement[] => [
  {
    Sid: "Grants",
    Effect: "Allow",
    Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
    Resource: arn,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
  {
    Sid: "Volumes",
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: arn,
  },
];
