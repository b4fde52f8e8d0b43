import { KubernetesCluster as Cluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cidr, NodePoolPlan } from "../../../language";
import type { ClusterAccess } from "../infrastructure";
import type { AuditTrail } from "./audit-trail";
import type { DiskEncryption } from "./disk-encryption";
import { grantRole } from "./grant-role";
import { countIsAutoscaled, nodePool } from "./node-pool";
import type { PrivateNetwork } from "./private-network";

export interface KubernetesClusterProps {
  readonly region: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly tenantId: string;
  /** Kubernetes minor version, such as `1.35`. */
  readonly version: string;
  /** Zones as Azure names them; one entry means a region without zones. */
  readonly zones: readonly string[];
  readonly network: PrivateNetwork;
  readonly disks: DiskEncryption;
  readonly trail: AuditTrail;
  /** Pools as planned, by name. */
  readonly pools: Readonly<Record<string, NodePoolPlan>>;
  /** Networks from which the Kubernetes API may be reached. */
  readonly callers: readonly Cidr[];
  /** Entra group whose members may do everything in the cluster. */
  readonly administrators: string;
  /** Id of the address that load balancers may take. */
  readonly publicAddressId: string;
}

/** Sunday's smallest hours: what changes under running pods changes then. */
const window = {
  frequency: "Weekly",
  interval: 1,
  dayOfWeek: "Sunday",
  startTime: "01:00",
  utcOffset: "+00:00",
  duration: 4,
} as const;

/** Logs of the control plane; `kube-audit-admin` leaves out what only reads, which is most of it. */
const controlPlaneLogs = [
  "kube-audit-admin",
  "kube-apiserver",
  "guard",
  "cluster-autoscaler",
  "cloud-controller-manager",
];

/**
 * AKS with a pool per zone. Its API is public and answers operators, the runner and the site's own ways out alone, because the
 * runner stands outside; people and programs sign in with Microsoft Entra, and there is no local account whose key could leak.
 */
export class KubernetesCluster extends Construct implements ClusterAccess {
  readonly clusterId: string;
  readonly host: string;
  readonly certificateAuthority: string;
  /** Issuer of the tokens by which Microsoft Entra knows pods. */
  readonly issuer: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesClusterProps,
  ) {
    super(scope, id);
    const cluster = this.cluster();
    this.clusterId = cluster.id;
    const access = cluster.kubeConfig.get(0);
    // Address and authority stand in every TLS handshake: no secret, though they come in one object with what could be one.
    this.host = Token.asString(Fn.nonsensitive(access.host));
    this.certificateAuthority = Token.asString(Fn.nonsensitive(Fn.base64decode(access.clusterCaCertificate)));
    this.issuer = cluster.oidcIssuerUrl;
    props.trail.follow("control-plane", cluster.id, controlPlaneLogs);
    grantRole(this, "administrators", {
      role: "Azure Kubernetes Service RBAC Cluster Admin",
      on: cluster.id,
      to: props.administrators,
      kind: "Group",
      because: "operators and the runner apply what is synthesized",
    });
  }

  private cluster(): Cluster {
    const { region, resourceGroup, name, tenantId, version, network, disks, callers } = this.props;
    const { identity, granted } = this.identity();
    const [first, ...others] = this.pools();
    if (first === undefined) throw new Error("a cluster needs a pool of nodes");
    const cluster = new Cluster(this, "cluster", {
      name,
      location: region,
      resourceGroupName: resourceGroup,
      nodeResourceGroup: `${resourceGroup}-nodes`,
      dnsPrefix: name,
      kubernetesVersion: version,
      skuTier: "Standard",
      identity: { type: "UserAssigned", identityIds: [identity.id] },
      defaultNodePool: first,
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataPlane: "azure",
        // Cilium's edition at AKS does not let a policy name nodes by address, which webhooks and monitoring need.
        networkPolicy: "calico",
        podCidr: network.layout.pods.toString(),
        serviceCidr: network.layout.services.toString(),
        dnsServiceIp: network.layout.services.address(10),
        loadBalancerSku: "standard",
        outboundType: "userAssignedNATGateway",
      },
      apiServerAccessProfile: {
        authorizedIpRanges: Token.asList(
          Fn.concat([callers.map((cidr) => cidr.toString()), Fn.formatlist("%s/32", [network.egressAddresses])]),
        ),
      },
      privateClusterEnabled: false,
      localAccountDisabled: true,
      roleBasedAccessControlEnabled: true,
      azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true, tenantId },
      // Commands past the restricted API would pass Azure's own.
      runCommandEnabled: false,
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      diskEncryptionSetId: disks.setId,
      // Its own policy engine would run beside ours, in pods that no plan counts.
      azurePolicyEnabled: false,
      imageCleanerEnabled: true,
      imageCleanerIntervalHours: 168,
      storageProfile: {
        diskDriverEnabled: true,
        snapshotControllerEnabled: true,
        // Nothing here shares a volume.
        fileDriverEnabled: false,
        blobDriverEnabled: false,
      },
      // An unpatched cluster is the worse risk; minor versions wait for `bestek upgrade`.
      automaticUpgradeChannel: "patch",
      nodeOsUpgradeChannel: "NodeImage",
      maintenanceWindowAutoUpgrade: window,
      maintenanceWindowNodeOs: window,
      autoScalerProfile: {
        balanceSimilarNodeGroups: true,
        expander: "least-waste",
        skipNodesWithSystemPods: false,
        skipNodesWithLocalStorage: false,
      },
      dependsOn: [...granted, ...network.ways, ...disks.ready],
      lifecycle: {
        preventDestroy: true,
        ...(countIsAutoscaled(first) ? { ignoreChanges: ["default_node_pool[0].node_count"] } : {}),
      },
    });
    for (const pool of others) {
      new KubernetesClusterNodePool(this, pool.name, {
        ...pool,
        kubernetesClusterId: cluster.id,
        // Of three equal pools none is the one without which name servers have no place.
        mode: "System",
        osType: "Linux",
        ...(countIsAutoscaled(pool) ? { lifecycle: { ignoreChanges: ["node_count"] } } : {}),
      });
    }
    return cluster;
  }

  private pools() {
    const { pools, zones, network } = this.props;
    return Object.entries(pools).flatMap(([pool, plan]) =>
      zones.map((zone) =>
        nodePool({ pool, plan, zone, zones: zones.length, subnetId: network.nodeSubnets[zone] ?? "" }),
      ),
    );
  }

  /** The cluster acts on its network, on the one public address and on nothing else of the account. */
  private identity(): { readonly identity: UserAssignedIdentity; readonly granted: readonly ITerraformDependable[] } {
    const { name, region, resourceGroup, network, disks, publicAddressId } = this.props;
    const identity = new UserAssignedIdentity(this, "identity", {
      name: `${name}-cluster`,
      location: region,
      resourceGroupName: resourceGroup,
    });
    const to = identity.principalId;
    const granted = [
      grantRole(this, "network-grant", {
        role: "Network Contributor",
        on: network.networkId,
        to,
        because: "puts nodes and load balancers into the network",
      }),
      grantRole(this, "address-grant", {
        role: "Network Contributor",
        on: publicAddressId,
        to,
        because: "gives the public address to the load balancer",
      }),
      grantRole(this, "disks-grant", {
        role: "Reader",
        on: disks.setId,
        to,
        because: "makes disks that the set encrypts",
      }),
    ];
    return { identity, granted };
  }
}
