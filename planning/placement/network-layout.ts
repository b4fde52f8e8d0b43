import { findRegion } from "../../catalog";
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

/** Facts of a site that decide how its network is divided. */
export type LayoutFacts =
  | Pick<SiteOf<"ovh">, "kind" | "network" | "region">
  | Pick<SiteOf<"azure">, "kind" | "network">
  | Pick<SiteOf<"aws">, "kind" | "network">
  | Pick<SiteOf<"existing">, "kind" | "network" | "podNetwork" | "serviceNetwork" | "entry">;

type SiteOf<K extends Site["kind"]> = Extract<Site, { kind: K }>;

/**
 * Networks of a cluster's overlay, the same at every site that lets us choose. OVHcloud takes nothing smaller than a /16 for
 * either, and these are its own defaults (OVHcloud docs, customising IP allocation, 2026-03-17).
 */
const overlay = { pods: Cidr.of("10.240.0.0/13"), services: Cidr.of("10.3.0.0/16") } as const;

/** The Free plan of OVHcloud gives pods this network and can't be told otherwise (the same page). */
const freePlanPods = Cidr.of("10.2.0.0/16");

const anywhere = Cidr.of("0.0.0.0/0");

/** How the network of a site is divided; a cluster that the customer runs is as the customer says. */
export function networkLayout(site: LayoutFacts): NetworkLayout {
  switch (site.kind) {
    case "ovh":
      return cloudLayout(site, isFreePlan(site.region) ? { ...overlay, pods: freePlanPods } : overlay);
    case "azure":
      return cloudLayout(site, overlay);
    case "aws":
      return cloudLayout(site, { ...overlay, pods: awsPodNetwork });
    case "existing": {
      const { network, podNetwork, serviceNetwork, entry } = site;
      const from = entry.client.kind === "proxy-protocol" ? entry.client.from : anywhere;
      return {
        nodes: network,
        loadBalancers: from,
        endpoints: network,
        pods: podNetwork,
        services: serviceNetwork,
        entry: from,
      };
    }
  }
}

/**
 * Divides a network of at least /18: a sixteenth each for nodes, load balancers and private endpoints, the rest is room to
 * grow. Of 10.20.0.0/16 nodes get 10.20.0.0/20, load balancers 10.20.16.0/20 and endpoints 10.20.32.0/20.
 */
function cloudLayout(
  site: Exclude<LayoutFacts, { kind: "existing" }>,
  own: Pick<NetworkLayout, "pods" | "services">,
): NetworkLayout {
  const { network } = site;
  const sixteenth = network.prefix + 4;
  const nodes = network.subnet(sixteenth, 0);
  const loadBalancers = network.subnet(sixteenth, 1);
  return {
    nodes,
    loadBalancers,
    endpoints: network.subnet(sixteenth, 2),
    ...own,
    entry: clientAddress(site) === "proxy-protocol" ? loadBalancers : anywhere,
  };
}

function isFreePlan(region: string): boolean {
  const kubernetes = findRegion("ovh", region)?.managedKubernetes;
  return kubernetes?.kind === "available" && !kubernetes.plans.includes("standard");
}

/** OVHcloud's load balancers end connections; those of Azure and AWS pass packets on. */
export function clientAddress(site: LayoutFacts): ClientAddress {
  switch (site.kind) {
    case "ovh":
      return "proxy-protocol";
    case "azure":
    case "aws":
      return "packet";
    case "existing":
      return site.entry.client.kind;
  }
}
