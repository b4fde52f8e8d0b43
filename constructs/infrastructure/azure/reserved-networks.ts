import { Cidr, type Mistake } from "../../../language";
import { networkLayout } from "../../../planning/placement";

/** Networks that no part of an AKS cluster may use (Microsoft Learn: AKS networking prerequisites, 2026). */
const reserved = [
  [Cidr.of("169.254.0.0/16"), "Azure's metadata"],
  [Cidr.of("172.30.0.0/16"), "AKS itself"],
  [Cidr.of("172.31.0.0/16"), "AKS itself"],
  [Cidr.of("192.0.2.0/24"), "AKS itself"],
] as const;

/** Mistakes of a site's network that AKS refuses, or that show when two parties answer at one address. */
export function reservedNetworkMistakes(network: Cidr, where: string): readonly Mistake[] {
  const { pods, services } = networkLayout({ kind: "azure", network });
  return [...reserved, [pods, "the cluster's pods"] as const, [services, "the cluster's services"] as const]
    .filter(([other]) => network.overlaps(other))
    .map(([other, owner]) => ({
      where,
      value: network.toString(),
      why: `overlaps ${other.toString()}, the network of ${owner}`,
      wayOut: "choose another private network, such as 10.30.0.0/16",
    }));
}

const privateNetworks = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].map((text) => Cidr.of(text));

/** The API and the vaults look at the address that a call has in the world: a private one never arrives. */
export const privateCallerMistakes = (
  callers: readonly (readonly [where: string, network: Cidr])[],
): readonly Mistake[] =>
  callers
    .filter(([, network]) => privateNetworks.some((other) => network.overlaps(other)))
    .map(([where, network]) => ({
      where,
      value: network.toString(),
      why: "is a private network, and Azure sees only public addresses of whoever calls",
      wayOut: "name the public address behind which these people or programs stand",
    }));
