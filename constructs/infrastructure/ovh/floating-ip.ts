import { CloudFloatingIp } from "@cdktf/provider-ovh/lib/cloud-floating-ip";
import { Construct } from "constructs";
import type { PublicAddress } from "../infrastructure";

export interface FloatingIpProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: string;
  readonly name: string;
  /** Whether Terraform refuses to destroy it: what people work with is kept, what they try things on is not. Default: yes. */
  readonly kept?: boolean;
}

/**
 * Longest silence on a connection in milliseconds. Mail clients wait for news and speak every 29 minutes (RFC 2177);
 * the load balancer's own limit of 50 seconds would cut them off.
 */
const silence = String(31 * 60 * 1000);

/** The address that names point to: made before any load balancer, kept when one goes, and taken over by the next. */
export class FloatingIp extends Construct implements PublicAddress {
  readonly addresses: readonly string[];
  readonly requested: string;
  /** For OVHcloud's controller of load balancers (OVHcloud docs, expose your applications, 2025-10-06). */
  readonly annotations: Readonly<Record<string, string>> = {
    "loadbalancer.openstack.org/keep-floatingip": "true",
    // The gateway learns the client's address from it; without, every client looks like the load balancer.
    "loadbalancer.openstack.org/proxy-protocol": "true",
    // Only nodes that run a proxy answer; the monitor finds out which.
    "loadbalancer.openstack.org/enable-health-monitor": "true",
    "loadbalancer.openstack.org/timeout-client-data": silence,
    "loadbalancer.openstack.org/timeout-member-data": silence,
  };

  constructor(scope: Construct, id: string, { project, region, name, kept = true }: FloatingIpProps) {
    super(scope, id);
    const ip = new CloudFloatingIp(this, "address", {
      serviceName: project,
      region,
      description: name,
      lifecycle: { preventDestroy: kept },
    });
    this.requested = ip.currentState.ip;
    this.addresses = [this.requested];
  }
}
