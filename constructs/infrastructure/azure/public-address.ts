import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import type { PublicAddress } from "../infrastructure";
import { lockDeletion } from "./deletion-lock";

export interface SiteAddressProps {
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
  /** Zones as Azure names them; one entry means a region without zones. */
  readonly zones: readonly string[];
}

/** Minutes of silence on a connection: mail clients wait for news and speak every 29 (RFC 2177); 4 is the default. */
const silence = "30";

/** The address that names point to: one over all zones, made before any load balancer, and kept when one goes. */
export class SiteAddress extends Construct implements PublicAddress {
  readonly addressId: string;
  readonly addresses: readonly string[];
  /** For the cloud controller (cloud-provider-azure: LoadBalancer annotations, 2026). */
  readonly annotations: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name, region, resourceGroup, zones }: SiteAddressProps) {
    super(scope, id);
    const ip = new PublicIp(this, "address", {
      name: `${name}-entry`,
      location: region,
      resourceGroupName: resourceGroup,
      sku: "Standard",
      allocationMethod: "Static",
      ...(zones.length > 1 ? { zones: [...zones] } : {}),
      lifecycle: { preventDestroy: true },
    });
    lockDeletion(this, "lock", ip);
    this.addressId = ip.id;
    this.addresses = [ip.ipAddress];
    this.annotations = {
      "service.beta.kubernetes.io/azure-load-balancer-resource-group": resourceGroup,
      "service.beta.kubernetes.io/azure-pip-name": `${name}-entry`,
      "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout": silence,
    };
  }
}
