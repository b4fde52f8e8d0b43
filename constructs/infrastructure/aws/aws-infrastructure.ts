import { Construct } from "constructs";
import { anyCellName, awsNames, isCellName } from "../../../planning/placement";
import type { Infrastructure, InfrastructureProps } from "../infrastructure";
import { archiveUser, dumpUser, restoreUser, snapshotUser, type Store, type StoreUser } from "../stores";
import { autoscalerAccount, autoscalerStatements } from "./autoscaler-access";
import { ElasticAddresses } from "./elastic-addresses";
import { KubernetesCluster } from "./kubernetes-cluster";
import { NodeGroups } from "./node-groups";
import { ObjectStores } from "./object-stores";
import { ObjectStoreUser } from "./object-store-user";
import type { Statement } from "./policy-document";
import { Role } from "./role";
import { bucketAccess, keyActions, objectKeyAccess } from "./s3-access";
import { hasIdentity, type IdentifiedUser } from "./identities";
import { environmentOf, placeOf, regionOf, type AwsSite } from "./site-facts";
import { SiteKeys } from "./site-keys";
import { VirtualNetwork } from "./virtual-network";
import { assumedByWorkload } from "./workload-role";

/** A site at AWS: keys, network, cluster with its nodes, buckets with those who may use them, and the addresses names point to. */
export class AwsInfrastructure extends Construct implements Infrastructure {
  readonly cluster: KubernetesCluster;
  readonly publicAddress: ElasticAddresses;
  readonly egressAddresses: string[];
  readonly buckets: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  private readonly keys: SiteKeys;
  private readonly network: VirtualNetwork;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InfrastructureProps<AwsSite>,
  ) {
    super(scope, id);
    const { name, site, stores, production } = props;
    const place = placeOf(site);
    const environment = environmentOf(name, site);
    const { zones } = regionOf(site);
    this.keys = new SiteKeys(this, "keys", { place, name, environment, ...regionsOf(stores, site) });
    this.network = new VirtualNetwork(this, "network", {
      place,
      name,
      network: site.network,
      zones,
      logKey: this.keys.logs,
    });
    this.egressAddresses = this.network.egressAddresses;
    this.cluster = this.kubernetes();
    this.publicAddress = new ElasticAddresses(this, "public-address", { name, zones });
    const { keys } = this;
    const keyOf = ({ bucket, backup }: Store) =>
      backup ? keys.backupsIn(bucket.region.name) : keys.objects.objectsIn(bucket.region.name);
    this.buckets = new ObjectStores(this, "stores", { place, name, environment, production, stores, keyOf }).buckets;
    this.users = this.storeUsers();
    this.workloads();
  }

  private kubernetes(): KubernetesCluster {
    const { name, site, plan, kubernetes: version, callers } = this.props;
    const place = placeOf(site);
    const { keys, network } = this;
    const cluster = new KubernetesCluster(this, "cluster", {
      place,
      name,
      version,
      network,
      secretsKey: keys.cluster,
      logKey: keys.logs,
      callers,
      administrators: site.administrators,
    });
    new NodeGroups(this, "nodes", { place, name, version, cluster, network, pools: plan.pools, diskKey: keys.disks });
    return cluster;
  }

  /** Services that speak S3 with a key pair, and people who restore; databases have an identity instead of keys. */
  private storeUsers(): Readonly<Record<string, string>> {
    const { name, site, users } = this.props;
    const withKeys = users.filter((user) => !hasIdentity(user));
    return Object.fromEntries(
      withKeys.map((user) => [
        user.name,
        new ObjectStoreUser(this, `user-${user.name}`, {
          place: placeOf(site),
          name: `${name}-${user.name}`,
          user,
          ...this.keysFor(user),
          endpointId: this.network.s3EndpointId,
          alsoFrom: this.outsideOf(user),
        }).userName,
      ]),
    );
  }

  /** People restore from their own networks, services write from the site alone. */
  private outsideOf({ pods }: StoreUser): readonly string[] {
    return pods === undefined ? this.props.callers.map((cidr) => cidr.toString()) : [];
  }

  /** Keys of the buckets that a user sees: one service's own, or every backup's, in whichever region it lies. */
  private keysFor({ name: user }: StoreUser): {
    readonly regions: readonly string[];
    readonly keyAliases: readonly string[];
  } {
    const { name, site } = this.props;
    const every = `${environmentOf(name, site)}-*`;
    switch (user) {
      case archiveUser:
      case snapshotUser:
      case dumpUser:
        return { regions: ["*"], keyAliases: [awsNames.backupKey(every)] };
      case restoreUser:
        return { regions: ["*"], keyAliases: [awsNames.backupKey(every), awsNames.objectKey(every)] };
      default:
        return { regions: [site.region], keyAliases: [awsNames.objectKey(name)] };
    }
  }

  private workloads(): void {
    const { users } = this.props;
    for (const user of users.filter(hasIdentity)) {
      this.workload(user.name, awsNames.userRole(this.props.name, user.name), {
        ...accountsOf(user),
        description: `pods that act as ${user.name} in object storage`,
        statements: this.archiving(user),
      });
    }
    this.workload("autoscaler", awsNames.autoscalerRole(this.props.name), {
      ...autoscalerAccount,
      description: "starts nodes where pods find no room",
      statements: autoscalerStatements(this.props.name),
    });
  }

  private archiving(user: StoreUser): readonly Statement[] {
    const place = placeOf(this.props.site);
    const { regions, keyAliases: aliases } = this.keysFor(user);
    return [
      ...bucketAccess(place, user),
      objectKeyAccess(place, { sid: "Keys", actions: keyActions(user.access), regions, aliases }),
    ];
  }

  private workload(
    id: string,
    role: string,
    {
      namespace,
      serviceAccounts,
      ...permissions
    }: Pick<ConstructorParameters<typeof Role>[2], "description" | "statements"> & {
      readonly namespace: string;
      readonly serviceAccounts: readonly string[];
    },
  ): void {
    const { issuer } = this.cluster;
    new Role(this, `${id}-role`, {
      name: role,
      assumedBy: assumedByWorkload(placeOf(this.props.site), { issuer, namespace, serviceAccounts }),
      ...permissions,
    });
  }
}

/** Service accounts that act as a user; one pattern for all cells of tenants, because a role's trust is short (2048 characters, IAM quotas, 2026). */
const accountsOf = ({ pods: { namespace, serviceAccounts } }: IdentifiedUser) => ({
  namespace,
  serviceAccounts: [...new Set(serviceAccounts.map((name) => (isCellName(name) ? anyCellName : name)))],
});

/** Regions beside the site's own where its stack keeps objects, and those where it keeps backups. */
function regionsOf(stores: readonly Store[], { region }: AwsSite) {
  const regions = (backup: boolean): readonly string[] =>
    [...new Set(stores.filter((store) => store.backup === backup).map(({ bucket }) => bucket.region.name))].sort();
  return { objectRegions: regions(false).filter((other) => other !== region), backupRegions: regions(true) };
}
