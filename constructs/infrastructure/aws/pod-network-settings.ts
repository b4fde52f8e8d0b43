import type { ZoneSubnet } from "./zone-subnets";

export interface PodNetworkFacts {
  readonly region: string;
  readonly podSubnets: readonly ZoneSubnet[];
  /** Group of the interfaces that carry pods. */
  readonly securityGroupId: string;
}

/**
 * Settings of Amazon's network plugin. Pods get addresses of the pods' subnet in their node's zone, in blocks of sixteen,
 * and keep them on the way out: the zone's gateway puts its own address in place, not the node. Without
 * `enableNetworkPolicy` every NetworkPolicy would be decoration.
 */
export const podNetworkSettings = ({ region, podSubnets, securityGroupId }: PodNetworkFacts) => ({
  enableNetworkPolicy: "true",
  env: {
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
    ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
    AWS_VPC_K8S_CNI_EXTERNALSNAT: "true",
    ENABLE_PREFIX_DELEGATION: "true",
    WARM_PREFIX_TARGET: "1",
  },
  eniConfig: {
    create: true,
    region,
    subnets: Object.fromEntries(
      podSubnets.map(({ zone, subnetId }) => [zone, { id: subnetId, securityGroups: [securityGroupId] }]),
    ),
  },
});
