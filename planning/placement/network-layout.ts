import type { Cidr } from "../../language";

/** How a site's network is divided. */
export interface NetworkLayout {
  readonly nodes: Cidr;
  /** The platform's edge: what the internet sees. */
  readonly loadBalancers: Cidr;
  readonly pods: Cidr;
  readonly services: Cidr;
}

/**
 * Divides a network of at least /18: a sixteenth each for nodes, load balancers and services, a quarter for pods.
 * Of 10.20.0.0/16 nodes get 10.20.0.0/20, load balancers 10.20.16.0/20, services 10.20.32.0/20, pods 10.20.64.0/18.
 */
export function networkLayout(network: Cidr): NetworkLayout {
  const sixteenth = network.prefix + 4;
  return {
    nodes: network.subnet(sixteenth, 0),
    loadBalancers: network.subnet(sixteenth, 1),
    services: network.subnet(sixteenth, 2),
    pods: network.subnet(network.prefix + 2, 1),
  };
}
