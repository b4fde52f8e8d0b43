import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { ovhData } from "./ungenerated";

/** Sizes in the order of their bandwidth: 200, 500 and 2000 Mbit/s (OVHcloud order catalogue, 2026-01-27). */
export type LoadBalancerFlavor = "small" | "medium" | "large";

export interface FlavorProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: string;
  /** Plan of the control plane: on `standard` a size is asked for by its id, on `free` by its name. */
  readonly plan: "standard" | "free";
  readonly flavor: LoadBalancerFlavor;
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
      const flavors = ovhData(scope, "load-balancer-flavors", "ovh_cloud_project_loadbalancer_flavors", {
        service_name: project,
        region_name: region,
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
