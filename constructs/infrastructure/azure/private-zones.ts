import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { privateZones } from "./resource-names";

export interface PrivateZonesProps {
  readonly resourceGroup: string;
  readonly networkId: string;
}

/** Names of a site's private endpoints: inside its network they stand before the public ones. */
export class PrivateZones extends Construct {
  readonly links: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { resourceGroup, networkId }: PrivateZonesProps) {
    super(scope, id);
    this.links = Object.entries(privateZones).map(([kind, name]) => {
      const zone = new PrivateDnsZone(this, kind, { name, resourceGroupName: resourceGroup });
      return new PrivateDnsZoneVirtualNetworkLink(this, `${kind}-link`, {
        name: "site",
        resourceGroupName: resourceGroup,
        privateDnsZoneName: zone.name,
        virtualNetworkId: networkId,
        registrationEnabled: false,
      });
    });
  }
}
