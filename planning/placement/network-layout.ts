import { Cidr } from "../../language";

/** How a site's network is divided, and what its cluster's own networks are. */
export interface NetworkLayout {
  readonly nodes: Cidr;
  /** The platform's edge: what the internet sees. */
  readonly loadBalancers: Cidr;
  /** Pods, in the cluster's overlay: no part of the site's network. */
  readonly pods: Cidr;
  /** Services, in the cluster's overlay: no part of the site's network. */
  readonly services: Cidr;
}

/**
 * Networks of a cluster's overlay, the same at every site. OVHcloud takes nothing smaller than a /16 for either, and
 * these are its own defaults (OVHcloud docs, customising IP allocation, 2026-03-17).
 */
const overlay = { pods: Cidr.of("10.240.0.0/13"), services: Cidr.of("10.3.0.0/16") } as const;

/**
 * Divides a network of at least /18: a sixteenth each for nodes and load balancers, the rest is room to grow.
 * Of 10.20.0.0/16 nodes get 10.20.0.0/20 and load balancers 10.20.16.0/20.
 */
export function networkLayout(network: Cidr): NetworkLayout {
  const sixteenth = network.prefix + 4;
  return { nodes: network.subnet(sixteenth, 0), loadBalancers: network.subnet(sixteenth, 1), ...overlay };
}
