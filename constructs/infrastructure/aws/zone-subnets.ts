import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import { zoneSubnet } from "../../../planning/placement";

/** A subnet and the zone in which it stands. */
export interface ZoneSubnet {
  readonly zone: string;
  readonly subnetId: string;
}

/** Where packets to the internet go. */
export type WayOut = { readonly natGatewayId: string } | { readonly gatewayId: string };

export interface ZoneSubnetsProps {
  readonly vpcId: string;
  readonly name: string;
  /** Network that holds the subnet of every zone. */
  readonly network: Cidr;
  readonly zones: readonly string[];
  readonly wayOut: (zone: string) => WayOut;
  readonly tags: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Subnets of one purpose, one in each zone with a route table of its own: a zone's traffic never needs another zone. */
export class ZoneSubnets extends Construct {
  readonly subnets: readonly ZoneSubnet[];
  readonly routeTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ZoneSubnetsProps,
  ) {
    super(scope, id);
    const made = props.zones.map((zone, index) => this.subnet(zone, index));
    this.subnets = made.map(({ zone, subnetId }) => ({ zone, subnetId }));
    this.routeTableIds = made.map(({ routeTableId }) => routeTableId);
  }

  private subnet(zone: string, index: number): ZoneSubnet & { readonly routeTableId: string } {
    const { vpcId, name, network, wayOut, tags, dependsOn } = this.props;
    const named = { tags: { Name: `${name}-${zone}` } };
    const subnet = new Subnet(this, `subnet-${zone}`, {
      vpcId,
      availabilityZone: zone,
      cidrBlock: zoneSubnet(network, index).toString(),
      // Nothing gets a public address by standing somewhere: gateways and load balancers bring their own.
      mapPublicIpOnLaunch: false,
      tags: { ...tags, ...named.tags },
      ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
    });
    const table = new RouteTable(this, `routes-${zone}`, { vpcId, ...named });
    new RouteTableAssociation(this, `association-${zone}`, { subnetId: subnet.id, routeTableId: table.id });
    new Route(this, `way-out-${zone}`, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      ...wayOut(zone),
    });
    return { zone, subnetId: subnet.id, routeTableId: table.id };
  }
}
