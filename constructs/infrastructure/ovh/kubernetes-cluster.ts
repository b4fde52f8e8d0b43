import { CloudProjectKube } from "@cdktf/provider-ovh/lib/cloud-project-kube";
import { CloudProjectKubeIprestrictions } from "@cdktf/provider-ovh/lib/cloud-project-kube-iprestrictions";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { Cidr, NodePoolPlan } from "../../../language";
import type { ClusterAccess } from "../infrastructure";
import { NodePool } from "./node-pool";
import type { PrivateNetwork } from "./private-network";

export interface KubernetesClusterProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly region: string;
  readonly name: string;
  /** Kubernetes minor version, such as `1.35`. */
  readonly version: string;
  /** Zones of the region as OVHcloud names them; one entry means a region without zones. */
  readonly zones: readonly string[];
  /** Plan of the control plane: `standard` has its own etcd and private nodes, `free` has neither. */
  readonly plan: "standard" | "free";
  readonly network: PrivateNetwork;
  /** Pools as planned, by name. */
  readonly pools: Readonly<Record<string, NodePoolPlan>>;
  /** Networks from which the Kubernetes API may be reached. */
  readonly operators: readonly Cidr[];
  /** Whether Terraform refuses to destroy it: what people work with is kept, what they try things on is not. Default: yes. */
  readonly kept?: boolean;
}

/** A three-zone cluster takes 4 minutes and a pool as long (OVHcloud Terraform guides); an hour bounds a bad day. */
const timeouts = { create: "1h", update: "1h", delete: "30m" };

/**
 * Managed Kubernetes with one pool per zone and planned pool. Its API answers operators, the runner and the site's own
 * gateway, through which kubelets in private networks reach it.
 */
export class KubernetesCluster extends Construct implements ClusterAccess {
  readonly clusterId: string;
  readonly host: string;
  readonly certificateAuthority: string;
  readonly pools: readonly NodePool[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesClusterProps,
  ) {
    super(scope, id);
    const cluster = this.cluster();
    this.clusterId = cluster.id;
    const access = cluster.kubeconfigAttributes.get(0);
    // Address and authority stand in every TLS handshake: no secret, though they come in one object with one.
    this.host = Token.asString(Fn.nonsensitive(access.host));
    this.certificateAuthority = Token.asString(Fn.nonsensitive(Fn.base64decode(access.clusterCaCertificate)));
    this.restrict();
    this.pools = this.nodePools();
  }

  private cluster(): CloudProjectKube {
    const { project, region, name, version, plan, network } = this.props;
    return new CloudProjectKube(this, "cluster", {
      serviceName: project,
      region,
      name,
      plan,
      version,
      // An unpatched control plane is the worse risk; updates that cost downtime wait for `bestek upgrade`, as minor versions do.
      updatePolicy: "MINIMAL_DOWNTIME",
      privateNetworkId: network.networkId,
      nodesSubnetId: network.nodesSubnetId,
      loadBalancersSubnetId: network.loadBalancersSubnetId,
      ...this.routing(),
      timeouts,
      lifecycle: { preventDestroy: this.props.kept ?? true },
      dependsOn: [network.gateway],
    });
  }

  /**
   * Nodes of three-zone regions have no public interface and take the subnet's gateway by themselves; the API refuses
   * to be told so (a public operations note on EU-WEST-PAR, 2026-08-28). Elsewhere nodes keep a public interface and must be told.
   */
  private routing(): Pick<
    ConstructorParameters<typeof CloudProjectKube>[2],
    "ipAllocationPolicy" | "privateNetworkConfiguration"
  > {
    const { layout } = this.props.network;
    return {
      // The Free plan gives pods 10.2.0.0/16 and services 10.3.0.0/16 and can't be told otherwise (OVHcloud docs, 2026-03-17).
      ...(this.props.plan === "standard"
        ? { ipAllocationPolicy: { podsIpv4Cidr: layout.pods.toString(), servicesIpv4Cidr: layout.services.toString() } }
        : {}),
      ...(this.props.zones.length > 1
        ? {}
        : { privateNetworkConfiguration: { defaultVrackGateway: "", privateNetworkRoutingAsDefault: true } }),
    };
  }

  private restrict(): void {
    const { project, operators, network } = this.props;
    new CloudProjectKubeIprestrictions(this, "restrictions", {
      serviceName: project,
      kubeId: this.clusterId,
      ips: Token.asList(
        Fn.concat([operators.map((cidr) => cidr.toString()), Fn.formatlist("%s/32", [network.egressAddresses])]),
      ),
    });
  }

  private nodePools(): readonly NodePool[] {
    const { project, pools, zones } = this.props;
    return Object.entries(pools).flatMap(([pool, plan]) =>
      zones.map(
        (zone) =>
          new NodePool(this, `${pool}-${zone}`, {
            project,
            clusterId: this.clusterId,
            pool,
            plan,
            zone: zones.length > 1 ? { kind: "zone", name: zone } : { kind: "whole-region" },
            zones: zones.length,
          }),
      ),
    );
  }
}
