import type { Site } from "../../environments/schema";
import { Cidr } from "../../language";
import { networkLayout } from "./network-layout";
import { nodeNetworks } from "./node-networks";

/**
 * Private networks in which network policies see the API server. On AWS they judge a packet before its Service's address is
 * replaced, and behind that stand the control plane's interfaces in the nodes' subnets; OVHcloud's and Azure's
 * answer at public addresses.
 */
export function apiNetworks(site: Site): readonly Cidr[] {
  switch (site.kind) {
    case "aws":
      return [firstAddress(networkLayout(site).services), ...nodeNetworks(site)];
    // Which of the two a policy sees on the customer's cluster depends on what enforces it there.
    case "existing": {
      const { nodes, services } = networkLayout(site);
      return [firstAddress(services), nodes];
    }
    case "ovh":
    case "azure":
      return [];
  }
}

/** Kubernetes gives the API server's Service the first address of the Services' network. */
const firstAddress = (services: Cidr): Cidr => Cidr.of(`${services.address(1)}/32`);
