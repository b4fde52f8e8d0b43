import { Construct } from "constructs";
import { databaseCluster } from "../../../catalog";
import { awsNames } from "../../../planning/placement";
import type { Infrastructure, InfrastructureProps } from "../infrastructure";
import { archiveUser, restoreUser, type StoreUser } from "../stores";
import { autoscalerAccount, autoscalerStatements } from "./autoscaler-access";
import { ElasticAddresses } from "./elastic-addresses";
import { KubernetesCluster } from "./kubernetes-cluster";
import { NodeGroups } from "./node-groups";
import { ObjectStores } from "./object-stores";
import { ObjectStoreUser } from "./object-store-user";
import type { Statement } from "./policy-document";
import { Role } from "./role";
import { bucketAccess, keyActions, objectKeyAccess } from "./s3-access";
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
    const locked = stores.filter((store) => store.locked);
    const backupRegions = [...new Set(locked.map(({ bucket }) => bucket.region.name))].sort();
    this.keys = new SiteKeys(this, "keys", { place, name, environment, backupRegions });
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
    this.buckets = new ObjectStores(this, "stores", { place, name, environment, production, stores, keys }).buckets;
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
    const { name, site, callers } = this.props;
    const withKeys = this.props.users.filter((user) => user.name !== archiveUser);
    return Object.fromEntries(
      withKeys.map(({ name: user, buckets, access }) => {
        const restores = user === restoreUser;
        const made = new ObjectStoreUser(this, `user-${user}`, {
          place: placeOf(site),
          name: `${name}-${user}`,
          buckets,
          access,
          ...(restores ? this.backupKeys() : { regions: [site.region], keyAliases: [awsNames.objectKey(name)] }),
          endpointId: this.network.s3EndpointId,
          alsoFrom: restores ? callers : [],
        });
        return [user, made.userName];
      }),
    );
  }

  private workloads(): void {
    const { users } = this.props;
    for (const user of users.filter(({ name }) => name === archiveUser)) {
      this.workload("archive", awsNames.archiveRole(this.props.name), {
        namespace: databaseCluster.namespace,
        serviceAccount: databaseCluster.name,
        description: "databases write their archives and follow the other site's",
        statements: this.archiving(user),
      });
    }
    this.workload("autoscaler", awsNames.autoscalerRole(this.props.name), {
      ...autoscalerAccount,
      description: "starts nodes where pods find no room",
      statements: autoscalerStatements(this.props.name),
    });
  }

  private archiving({ buckets, access }: StoreUser): readonly Statement[] {
    const place = placeOf(this.props.site);
    const { regions, keyAliases: aliases } = this.backupKeys();
    return [
      ...bucketAccess(place, buckets, access),
      objectKeyAccess(place, { sid: "Keys", actions: keyActions(access), regions, aliases }),
    ];
  }

  /** Every site's backups, in every region that could hold them: another site's stack may stand there before this one. */
  private backupKeys(): { readonly regions: readonly string[]; readonly keyAliases: readonly string[] } {
    const { name, site } = this.props;
    return { regions: ["*"], keyAliases: [awsNames.backupKey(`${environmentOf(name, site)}-*`)] };
  }

  private workload(
    id: string,
    role: string,
    {
      namespace,
      serviceAccount,
      ...permissions
    }: Pick<ConstructorParameters<typeof Role>[2], "description" | "statements"> & {
      readonly namespace: string;
      readonly serviceAccount: string;
    },
  ): void {
    const { issuer } = this.cluster;
    new Role(this, `${id}-role`, {
      name: role,
      assumedBy: assumedByWorkload(placeOf(this.props.site), { issuer, namespace, serviceAccount }),
      ...permissions,
    });
  }
}
