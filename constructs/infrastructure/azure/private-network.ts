import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from "@cdktf/provider-azurerm/lib/network-security-group";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import { networkLayout, zoneSubnet, type NetworkLayout } from "../../../planning/placement";
import { endpointsSubnet } from "./resource-names";
import { endpointRules, nodeRules } from "./security-rules";

export interface PrivateNetworkProps {
  /** Name of the network, and first part of the names of what lies in it. */
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
  readonly network: Cidr;
  /** Zones as Azure names them; one entry means a region without zones. */
  readonly zones: readonly string[];
  /** Ports on which the world may connect. */
  readonly publicPorts: readonly number[];
}

/**
 * A site's network: a subnet and a NAT gateway for the nodes of each zone, and one subnet for private endpoints. A NAT gateway
 * stands in one zone: a single one would take the whole site's way out with it.
 */
export class PrivateNetwork extends Construct {
  readonly layout: NetworkLayout;
  readonly networkId: string;
  /** Subnet of the nodes of each zone. */
  readonly nodeSubnets: Readonly<Record<string, string>>;
  /** What private endpoints wait for. */
  readonly endpoints: ITerraformDependable;
  /** Public addresses under which the site reaches the world; known at apply. */
  readonly egressAddresses: string[];
  /** What a cluster must wait for: without its ways out no node comes up. */
  readonly ways: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateNetworkProps,
  ) {
    super(scope, id);
    const { name, region, resourceGroup, network, zones, publicPorts } = props;
    this.layout = networkLayout({ kind: "azure", network });
    const virtual = new VirtualNetwork(this, "network", {
      name,
      location: region,
      resourceGroupName: resourceGroup,
      addressSpace: [network.toString()],
    });
    this.networkId = virtual.id;
    const closed = this.guard("nodes", nodeRules(this.layout, publicPorts));
    const parts = zones.map((zone, index) => {
      const subnet = this.subnet(virtual, `nodes-${zone}`, zoneSubnet(this.layout.nodes, index));
      const guarded = new SubnetNetworkSecurityGroupAssociation(this, `nodes-${zone}-guard`, {
        subnetId: subnet.id,
        networkSecurityGroupId: closed.id,
      });
      return { zone, subnet, guarded, ...this.wayOut(zone, subnet) };
    });
    this.nodeSubnets = Object.fromEntries(parts.map(({ zone, subnet }) => [zone, subnet.id]));
    this.egressAddresses = parts.map(({ address }) => address.ipAddress);
    this.ways = parts.flatMap(({ guarded, way, given }) => [guarded, way, given]);
    this.endpoints = this.endpointsPart(virtual);
  }

  private subnet(virtual: VirtualNetwork, name: string, cidr: Cidr): Subnet {
    return new Subnet(this, name, {
      name,
      resourceGroupName: this.props.resourceGroup,
      virtualNetworkName: virtual.name,
      addressPrefixes: [cidr.toString()],
      // Azure's own way out ends for new networks, and nobody knows its address.
      defaultOutboundAccessEnabled: false,
      privateEndpointNetworkPolicies: name === endpointsSubnet ? "Enabled" : "Disabled",
    });
  }

  private endpointsPart(virtual: VirtualNetwork): ITerraformDependable {
    const subnet = this.subnet(virtual, endpointsSubnet, this.layout.endpoints);
    return new SubnetNetworkSecurityGroupAssociation(this, "endpoints-guard", {
      subnetId: subnet.id,
      networkSecurityGroupId: this.guard("endpoints", endpointRules(this.layout)).id,
    });
  }

  private guard(part: string, securityRule: readonly NetworkSecurityGroupSecurityRule[]): NetworkSecurityGroup {
    const { name, region, resourceGroup } = this.props;
    return new NetworkSecurityGroup(this, `${part}-rules`, {
      name: `${name}-${part}`,
      location: region,
      resourceGroupName: resourceGroup,
      securityRule: [...securityRule],
    });
  }

  private wayOut(zone: string, subnet: Subnet) {
    const { name, region, resourceGroup, zones } = this.props;
    const place = {
      location: region,
      resourceGroupName: resourceGroup,
      ...(zones.length > 1 ? { zones: [zone] } : {}),
    };
    const address = new PublicIp(this, `egress-${zone}`, {
      ...place,
      name: `${name}-egress-${zone}`,
      sku: "Standard",
      allocationMethod: "Static",
      // Others let this address in and know it as that of an honest mail server.
      lifecycle: { preventDestroy: true },
    });
    const gateway = new NatGateway(this, `gateway-${zone}`, { ...place, name: `${name}-${zone}`, skuName: "Standard" });
    const given = new NatGatewayPublicIpAssociation(this, `gateway-${zone}-address`, {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
    });
    const way = new SubnetNatGatewayAssociation(this, `nodes-${zone}-way-out`, {
      subnetId: subnet.id,
      natGatewayId: gateway.id,
    });
    return { address, given, way };
  }
}
