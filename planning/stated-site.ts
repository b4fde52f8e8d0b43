import { failureDomainOf, type Site } from "../environments/schema";
import type { StatedSite } from "../language";
import { networkLayout } from "./placement";

/** What the facts say of a cluster that the customer runs; undefined at clouds, whose resources show it. */
export function statedSite(site: Site): StatedSite | undefined {
  if (site.kind !== "existing") return undefined;
  const { nodes, pods, loadBalancers } = networkLayout(site);
  return {
    failureDomain: failureDomainOf(site),
    networks: {
      nodes: nodes.toString(),
      pods: pods.toString(),
      ...(site.entry.client.kind === "proxy-protocol" ? { loadBalancers: loadBalancers.toString() } : {}),
    },
  };
}
