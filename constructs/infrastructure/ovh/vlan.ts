import type { Cidr } from "../../../language";

/** Smallest network of a site: no two sites share one of these blocks, because site networks do not overlap. */
const blockPrefix = 18;

/** VLAN ids of a vRack run from 1 to 4000; 0 means untagged, where all networks without an id would meet. */
const vlanIds = 4000;

/**
 * VLAN of a site's network, from its position among all /18 blocks. Networks of one project share a vRack, so that
 * two sites with the same id would be one broadcast domain.
 */
export function vlanOf(network: Cidr): number {
  const octets = network.address(0).split(".").map(Number);
  const block = Math.floor(octets.reduce((sum, octet) => sum * 256 + octet, 0) / 2 ** (32 - blockPrefix));
  return (block % vlanIds) + 1;
}
