import { Cidr } from "../../language";

/**
 * Network of the pods, beside that of nodes and load balancers: policies tell nodes from pods by it, and no /18 of the
 * customer's is used up by pods. Of the shared range (RFC 6598), which AWS lets a VPC take in addition to its own network
 * (EKS user guide, custom networking, 2026).
 */
export const awsPodNetwork = Cidr.of("100.64.0.0/16");

/** Part of a network in one of up to four zones. AWS puts a subnet into exactly one. */
export const zoneSubnet = (network: Cidr, zone: number): Cidr => network.subnet(network.prefix + 2, zone);
