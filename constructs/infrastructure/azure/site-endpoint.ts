import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { endpointsSubnet, privateZones, resourceId, siteGroup, type EndpointKind, type Owner } from "./resource-names";

export interface SiteEndpointProps {
  readonly owner: Owner;
  /** Site in whose network the endpoint stands; its region bears the same name. */
  readonly site: string;
  /** Name of the endpoint, unique in the site's group. */
  readonly name: string;
  readonly kind: EndpointKind;
  /** Id of the account or vault that it leads to. */
  readonly target: string;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A private address of an account or a vault in a site's network. Network and zone are named by their ids and not by reference:
 * the one site's stack may place an endpoint at the other.
 */
export function siteEndpoint(scope: Construct, id: string, props: SiteEndpointProps): PrivateEndpoint {
  const { owner, site, name, kind, target, dependsOn } = props;
  const group = siteGroup(owner.environment, site);
  const network = resourceId(owner.subscription, group, "Microsoft.Network", ["virtualNetworks", group]);
  const subresource = { blob: "blob", vault: "vault" } as const;
  return new PrivateEndpoint(scope, id, {
    name,
    location: site,
    resourceGroupName: group,
    subnetId: `${network}/subnets/${endpointsSubnet}`,
    privateServiceConnection: {
      name,
      privateConnectionResourceId: target,
      subresourceNames: [subresource[kind]],
      isManualConnection: false,
    },
    privateDnsZoneGroup: {
      name: kind,
      privateDnsZoneIds: [
        resourceId(owner.subscription, group, "Microsoft.Network", ["privateDnsZones", privateZones[kind]]),
      ],
    },
    ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
  });
}
