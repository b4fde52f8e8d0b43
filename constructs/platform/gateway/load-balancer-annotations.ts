import type { SitePlan } from "../../../language";

/** What the load balancer of a cloud must be told so that clients' addresses arrive and the public address stays. */
export function loadBalancerAnnotations(cloud: SitePlan["cloud"]): Readonly<Record<string, string>> {
  switch (cloud) {
    case "ovh":
      return {
        "loadbalancer.openstack.org/proxy-protocol": "v2",
        // The address outlives the Service: mail servers are known by theirs.
        "loadbalancer.openstack.org/keep-floatingip": "true",
        "loadbalancer.ovhcloud.com/flavor": "medium",
      };
    case "aws":
      return {
        "service.beta.kubernetes.io/aws-load-balancer-type": "external",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol": "*",
      };
    case "azure":
    case "existing":
      return {};
  }
}
