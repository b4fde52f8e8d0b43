import { CloudProjectGateway } from "@cdktf/provider-ovh/lib/cloud-project-gateway";
import { CloudProjectGatewayInterface } from "@cdktf/provider-ovh/lib/cloud-project-gateway-interface";
import { CloudProjectNetworkPrivate } from "@cdktf/provider-ovh/lib/cloud-project-network-private";
import { CloudProjectNetworkPrivateSubnetV2 } from "@cdktf/provider-ovh/lib/cloud-project-network-private-subnet-v2";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { OvhRegion } from "../../../catalog";
import type { Cidr } from "../../../language";
import { networkLayout, type NetworkLayout } from "../../../planning/placement";
import { vlanOf } from "./vlan";

/** Size of the gateway in the order of its price; the catalogue has no bandwidth for any of them. */
export type GatewayModel = "s" | "m" | "l";

export interface PrivateNetworkProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: OvhRegion;
  /** Name of the network, and first part of the names of what lies in it. */
  readonly name: string;
  readonly network: Cidr;
  readonly gateway: GatewayModel;
}

/**
 * A site's private network in its own VLAN: a subnet for nodes, one for load balancers, and one gateway between both
 * and the internet. Everything that leaves the site - object storage, images, mail - passes the gateway and so has
 * one address that others can know.
 */
export class PrivateNetwork extends Construct {
  readonly layout: NetworkLayout;
  /** Id of the network in this region, as OpenStack counts. */
  readonly networkId: string;
  readonly nodesSubnetId: string;
  readonly loadBalancersSubnetId: string;
  /** Public addresses under which the site reaches the world; known at apply. */
  readonly egressAddresses: string[];
  /** The gateway: clusters of three zones need it before they are made. */
  readonly gateway: CloudProjectGateway;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateNetworkProps,
  ) {
    super(scope, id);
    const { project, region, name, network } = props;
    this.layout = networkLayout({ kind: "ovh", network, region });
    const vlan = new CloudProjectNetworkPrivate(this, "network", {
      serviceName: project,
      name,
      regions: [region],
      vlanId: vlanOf(network),
    });
    this.networkId = vlan.regionsOpenstackIds.lookup(region);
    this.nodesSubnetId = this.subnet("nodes", this.layout.nodes).id;
    this.loadBalancersSubnetId = this.subnet("load-balancers", this.layout.loadBalancers).id;
    this.gateway = new CloudProjectGateway(this, "gateway", {
      serviceName: project,
      name,
      region,
      model: props.gateway,
      networkId: this.networkId,
      subnetId: this.nodesSubnetId,
    });
    // Without an interface of ours OVHcloud makes a second gateway as soon as the first load balancer asks for an address.
    new CloudProjectGatewayInterface(this, "gateway-to-load-balancers", {
      serviceName: project,
      region,
      id: this.gateway.id,
      subnetId: this.loadBalancersSubnetId,
    });
    const { terraformResourceType, friendlyUniqueId } = this.gateway;
    const information = `${terraformResourceType}.${friendlyUniqueId}.external_information`;
    this.egressAddresses = new TerraformLocal(this, "egress", `\${${information}[0].ips[*].ip}`).asList;
  }

  private subnet(part: string, cidr: Cidr): CloudProjectNetworkPrivateSubnetV2 {
    return new CloudProjectNetworkPrivateSubnetV2(this, part, {
      serviceName: this.props.project,
      region: this.props.region,
      networkId: this.networkId,
      name: `${this.props.name}-${part}`,
      cidr: cidr.toString(),
      dhcp: true,
      enableGatewayIp: true,
    });
  }
}
