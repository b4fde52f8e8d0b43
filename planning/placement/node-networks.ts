import { findRegion } from "../../catalog";
import type { Site } from "../../environments/schema";
import type { Cidr } from "../../language";
import { zoneSubnet } from "./aws-network";
import { networkLayout } from "./network-layout";

/** Networks in which a site's nodes stand, and nothing else: at AWS and Azure a subnet in each zone, elsewhere one for all. */
export function nodeNetworks(site: Site): readonly Cidr[] {
  const { nodes } = networkLayout(site);
  switch (site.kind) {
    case "aws":
    case "azure":
      return (findRegion(site.kind, site.region)?.zones ?? []).map((_, zone) => zoneSubnet(nodes, zone));
    case "ovh":
    case "existing":
      return [nodes];
  }
}
