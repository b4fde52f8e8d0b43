import { Token } from "cdktf";
import { Construct } from "constructs";
import type { PublicAddress } from "../infrastructure";
import { ovhResource } from "./ungenerated";

export interface FloatingIpProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: string;
  readonly name: string;
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

  constructor(scope: Construct, id: string, { project, region, name }: FloatingIpProps) {
    super(scope, id);
    const ip = ovhResource(
      this,
      "address",
      "ovh_cloud_floating_ip",
      { service_name: project, region, description: name },
      { preventDestroy: true },
    );
    this.requested = Token.asString(ip.interpolationForAttribute("current_state.ip"));
    this.addresses = [this.requested];
  }
}
