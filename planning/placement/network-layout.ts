import type { Site } from "../../environments/schema";
import { Cidr } from "../../language";
import { awsPodNetwork } from "./aws-network";

/** How a site's network is divided, and what its cluster's own networks are. */
export interface NetworkLayout {
  readonly nodes: Cidr;
  /** Where load balancers stand, as far as the site's network holds them. */
  readonly loadBalancers: Cidr;
  /** Where services of the cloud get private addresses, as far as they do. */
  readonly endpoints: Cidr;
  readonly pods: Cidr;
  readonly services: Cidr;
  /** Networks from which the public entry's packets reach the gateway's proxies. */
  readonly entry: Cidr;
}

/** How a client's own address reaches the gateway behind the public entry. */
export type ClientAddress =
  /** The load balancer puts it before the first byte. */
  | "proxy-protocol"
  /** It stands in the packet: the load balancer leaves packets as they are. */
  | "packet";

/**
 * Networks of a cluster's overlay, the same at every site. OVHcloud takes nothing smaller than a /16 for either, and
 * these are its own defaults (OVHcloud docs, customising IP allocation, 2026-03-17).
 */
const overlay = { pods: Cidr.of("10.240.0.0/13"), services: Cidr.of("10.3.0.0/16") } as const;

const anywhere = Cidr.of("0.0.0.0/0");

/**
 * Divides a network of at least /18: a sixteenth each for nodes, load balancers and private endpoints, the rest is room to
 * grow. Of 10.20.0.0/16 nodes get 10.20.0.0/20, load balancers 10.20.16.0/20 and endpoints 10.20.32.0/20.
 */
export function networkLayout(site: Pick<Site, "kind" | "network">): NetworkLayout {
  const { network } = site;
  const sixteenth = network.prefix + 4;
  const nodes = network.subnet(sixteenth, 0);
  const loadBalancers = network.subnet(sixteenth, 1);
  return {
    nodes,
    loadBalancers,
    endpoints: network.subnet(sixteenth, 2),
    ...overlay,
    ...(site.kind === "aws" ? { pods: awsPodNetwork } : {}),
    entry: clientAddress(site) === "proxy-protocol" ? loadBalancers : anywhere,
  };
}

/** OVHcloud's load balancers end connections; those of Azure and AWS pass packets on. */
export function clientAddress({ kind }: Pick<Site, "kind">): ClientAddress {
  switch (kind) {
    case "ovh":
      return "proxy-protocol";
    case "azure":
    case "aws":
    case "existing":
      return "packet";
  }
}
