import { Construct } from "constructs";
import { findRegion, type ManagedKubernetes, type Region } from "../../../catalog";
import { Refusal } from "../../../language";
import type { Infrastructure, InfrastructureProps, PublicAddress, Site } from "../infrastructure";
import { AuditLog } from "./audit-log";
import { FloatingIp } from "./floating-ip";
import { KubernetesCluster } from "./kubernetes-cluster";
import { flavorAnnotation, flavorFor } from "./load-balancer-flavor";
import { makeStores, makeStoreUsers } from "./object-storage";
import { PrivateNetwork } from "./private-network";
import { reservedNetworkMistakes } from "./reserved-networks";

type OvhSite = Extract<Site, { kind: "ovh" }>;

/** A site at OVHcloud: network, cluster, buckets and their users, and the address that names point to. */
export class OvhInfrastructure extends Construct implements Infrastructure {
  readonly cluster: KubernetesCluster;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  readonly buckets: readonly string[];
  readonly users: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InfrastructureProps<OvhSite>,
  ) {
    super(scope, id);
    const { name, site, where, plan, kubernetes, callers } = props;
    const { project, region } = site;
    refuseReservedNetwork(site, where);
    const { zones, managedKubernetes } = regionOf(site);
    const kubernetesPlan = planOf(managedKubernetes);
    const network = new PrivateNetwork(this, "network", {
      project,
      region,
      name,
      network: site.network,
      // As planned and priced. OVHcloud publishes no bandwidth for any size: grow it when the first measurement says so.
      gateway: "s",
    });
    this.egressAddresses = network.egressAddresses;
    this.cluster = new KubernetesCluster(this, "cluster", {
      project,
      region,
      name,
      version: kubernetes,
      zones,
      plan: kubernetesPlan,
      network,
      pools: plan.pools,
      operators: callers,
      kept: props.production,
    });
    if (site.auditLog !== undefined) {
      new AuditLog(this, "audit-log", {
        project,
        clusterId: this.cluster.clusterId,
        name: `${name}-audit`,
        service: site.auditLog,
        kept: props.production,
      });
    }
    this.publicAddress = this.address(kubernetesPlan);
    this.buckets = makeStores(this, { ...props, project });
    this.users = makeStoreUsers(this, { ...props, project });
  }

  private address(plan: "standard" | "free"): PublicAddress {
    const { name, site, traffic } = this.props;
    const { project, region } = site;
    const { addresses, requested, annotations } = new FloatingIp(this, "public-address", {
      project,
      region,
      name,
      kept: this.props.production,
    });
    const flavor = flavorFor(traffic);
    return {
      addresses,
      requested,
      annotations: { ...annotations, ...flavorAnnotation(this, { project, region, plan, flavor }) },
    };
  }
}

function refuseReservedNetwork(site: OvhSite, where: string): void {
  const mistakes = reservedNetworkMistakes(site, `${where}.network`);
  if (mistakes.length > 0) throw new Refusal("the site", mistakes);
}

function regionOf({ region }: OvhSite): Region {
  const found = findRegion("ovh", region);
  // The schema lets no other region through.
  if (found === undefined) throw new Error(`${region} is no region of OVHcloud`);
  return found;
}

function planOf(kubernetes: ManagedKubernetes): "standard" | "free" {
  return kubernetes.kind === "available" && kubernetes.plans.includes("standard") ? "standard" : "free";
}
