import type { OvhRegion } from "../../../catalog";
import { Cidr, type Mistake } from "../../../language";
import { networkLayout } from "../../../planning/placement";

/**
 * Networks that OVHcloud uses for itself: Docker on the nodes (known limits, 2023-03-03) and the ports behind floating
 * addresses (a public operations note, 2026-08-28). The cluster's own networks are added per site.
 */
const reserved = [
  [Cidr.of("172.17.0.0/16"), "the nodes' own container bridge"],
  [Cidr.of("172.31.0.0/17"), "OVHcloud's floating addresses"],
] as const;

/** Mistakes of a site's network that would only show when two parties answer at one address. */
export function reservedNetworkMistakes(
  { network, region }: { readonly network: Cidr; readonly region: OvhRegion },
  where: string,
): readonly Mistake[] {
  const { pods, services } = networkLayout({ kind: "ovh", network, region });
  return [...reserved, [pods, "the cluster's pods"] as const, [services, "the cluster's services"] as const]
    .filter(([other]) => network.overlaps(other))
    .map(([other, owner]) => ({
      where,
      value: network.toString(),
      why: `overlaps ${other.toString()}, the network of ${owner}`,
      wayOut: "choose another private network, such as 10.20.0.0/16",
    }));
}
