import { DataOvhCloudProjectLoadbalancerFlavors } from "@cdktf/provider-ovh/lib/data-ovh-cloud-project-loadbalancer-flavors";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { isKnown, servicePrices } from "../../../catalog";
import type { Quantity } from "../../../language";

/** The smallest size of load balancer that carries the traffic, or the largest there is: what the plan puts a price on. */
export function flavorFor(traffic: Quantity<"Mbit/s">): string {
  const sizes = Object.entries(servicePrices("ovh").loadBalancer);
  const carrying = sizes.find(([, { capacity }]) => isKnown(capacity) && capacity.value >= traffic.value);
  const found = carrying ?? sizes.at(-1);
  if (found === undefined) throw new Error("the catalogue has no load balancer of OVHcloud");
  return found[0];
}

export interface FlavorProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: string;
  /** Plan of the control plane: on `standard` a size is asked for by its id, on `free` by its name. */
  readonly plan: "standard" | "free";
  /** Size in OVHcloud's word, such as `medium`. */
  readonly flavor: string;
}

/** Annotation that asks for a size of load balancer (OVHcloud docs, expose your applications, 2025-10-06). */
export function flavorAnnotation(
  scope: Construct,
  { project, region, plan, flavor }: FlavorProps,
): Readonly<Record<string, string>> {
  switch (plan) {
    case "free":
      return { "loadbalancer.ovhcloud.com/flavor": flavor };
    case "standard": {
      const flavors = new DataOvhCloudProjectLoadbalancerFlavors(scope, "load-balancer-flavors", {
        serviceName: project,
        regionName: region,
      });
      return {
        "loadbalancer.openstack.org/flavor-id": new TerraformLocal(
          scope,
          "load-balancer-flavor",
          `\${one([for flavor in data.${flavors.terraformResourceType}.${flavors.friendlyUniqueId}.flavors : flavor.id if flavor.name == "${flavor}"])}`,
        ).asString,
      };
    }
  }
}
