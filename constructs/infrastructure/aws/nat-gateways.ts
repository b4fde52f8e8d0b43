import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ZoneSubnet } from "./zone-subnets";

export interface NatGatewaysProps {
  readonly name: string;
  /** Public subnets, one for each zone. */
  readonly subnets: readonly ZoneSubnet[];
  /** The internet gateway. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A gateway to the internet in every zone, each with an address that others can know: mail servers remember them. */
export class NatGateways extends Construct {
  /** Public addresses, in the order of the zones; known at apply. */
  readonly addresses: string[];
  private readonly gateways: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, { name, subnets, dependsOn }: NatGatewaysProps) {
    super(scope, id);
    const made = subnets.map(({ zone, subnetId }) => {
      const tags = { Name: `${name}-egress-${zone}` };
      const address = new Eip(this, `address-${zone}`, { domain: "vpc", tags, lifecycle: { preventDestroy: true } });
      const gateway = new NatGateway(this, `gateway-${zone}`, {
        subnetId,
        allocationId: address.allocationId,
        tags,
        dependsOn: [...dependsOn],
      });
      return { zone, gatewayId: gateway.id, address: address.publicIp };
    });
    this.addresses = made.map(({ address }) => address);
    this.gateways = new Map(made.map(({ zone, gatewayId }) => [zone, gatewayId]));
  }

  /** Id of the gateway of a zone. Throws where the zone has none: subnets and gateways are made of one list. */
  in(zone: string): string {
    const gateway = this.gateways.get(zone);
    if (gateway === undefined) throw new Error(`no gateway stands in ${zone}`);
    return gateway;
  }
}
