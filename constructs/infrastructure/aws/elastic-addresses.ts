import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { PublicAddress } from "../infrastructure";

export interface ElasticAddressesProps {
  /** `<environment>-<site>`. */
  readonly name: string;
  readonly zones: readonly string[];
}

/**
 * The addresses that names point to, one in each zone: made before any load balancer, kept when one goes, and taken over by
 * the next. A Network Load Balancer passes packets on as they are, so that the gateway sees who calls.
 */
export class ElasticAddresses extends Construct implements PublicAddress {
  readonly addresses: readonly string[];
  /** For the controller that is part of EKS's control plane (kubernetes/cloud-provider-aws, service annotations, 2026). */
  readonly annotations: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name, zones }: ElasticAddressesProps) {
    super(scope, id);
    const addresses = zones.map(
      (zone) =>
        new Eip(this, `address-${zone}`, {
          domain: "vpc",
          tags: { Name: `${name}-entry-${zone}` },
          lifecycle: { preventDestroy: true },
        }),
    );
    this.addresses = addresses.map(({ publicIp }) => publicIp);
    this.annotations = {
      "service.beta.kubernetes.io/aws-load-balancer-type": "nlb",
      "service.beta.kubernetes.io/aws-load-balancer-eip-allocations": Token.asString(
        Fn.join(
          ",",
          addresses.map(({ allocationId }) => allocationId),
        ),
      ),
      // A zone without a proxy still answers, through its neighbours.
      "service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled": "true",
      "service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags": `Name=${name}-entry`,
    };
  }
}
