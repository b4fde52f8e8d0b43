import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { gatewayFootprint, gatewayProxies, proxyPort, type GatewayProduct } from "../../catalog";
import type { PublicAddress } from "./infrastructure";

export interface PublicEntryProps {
  readonly publicAddress: PublicAddress;
  /** Whose proxies it leads to. */
  readonly gateway: GatewayProduct;
  /** Ports that the world may connect to, 80 and 443 included. */
  readonly ports: readonly number[];
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The edge: a load balancer on the site's own addresses, in front of the gateway's proxies. It is Terraform's and not
 * the gateway's, because its address is known at apply only, and because names point to it before a gateway runs.
 */
export class PublicEntry extends Construct {
  constructor(scope: Construct, id: string, { publicAddress, gateway, ports, dependsOn }: PublicEntryProps) {
    super(scope, id);
    const { namespace, pods } = gatewayFootprint(gateway);
    new ServiceV1(this, "load-balancer", {
      metadata: {
        name: "public-entry",
        namespace,
        annotations: { ...publicAddress.annotations },
        labels: { "bestek.eu/zone": "edge" },
      },
      spec: {
        type: "LoadBalancer",
        ...(publicAddress.requested === undefined ? {} : { loadBalancerIp: publicAddress.requested }),
        // Another node in between would put its own address in the client's place, and policies admit the load
        // balancers' network alone.
        externalTrafficPolicy: "Local",
        selector: { ...pods[gatewayProxies]?.labels },
        port: ports.map((port) => ({
          name: `tcp-${String(port)}`,
          port,
          targetPort: String(proxyPort(port)),
          protocol: "TCP",
        })),
      },
      dependsOn: [...dependsOn],
    });
  }
}
