import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformVariable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { findRegion, findStorageRegion, planningDecisions } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import { storageAccountOf, type PlacedBucket, type StorageAccount } from "../../../planning/placement";
import type { Infrastructure, InfrastructureProps, PublicAddress, Site } from "../infrastructure";
import { sealUser, type Store, type StoreUser } from "../stores";
import { AuditTrail } from "./audit-trail";
import { DiskEncryption } from "./disk-encryption";
import { KubernetesCluster } from "./kubernetes-cluster";
import { ObjectAccount, type ObjectAccountProps } from "./object-account";
import { copyObjects } from "./object-copy";
import { ObjectAccess, type Accessor } from "./object-access";
import { PodIdentity } from "./pod-identity";
import { PrivateNetwork } from "./private-network";
import { PrivateZones } from "./private-zones";
import { SiteAddress } from "./public-address";
import { identityName, vaultName, type Owner } from "./resource-names";
import { Subscription } from "./subscription";

type AzureSite = Extract<Site, { kind: "azure" }>;

/** Days a backup can't be deleted: as long as logs and base backups can be restored from. */
const lockDays = planningDecisions.backupRetention.value;

/** Days a replaced version of a service's object is kept. */
const replacedDays = planningDecisions.replacedVersions.value;

/** Accounts of one stack by the name of the account. */
type Accounts = ReadonlyMap<string, ObjectAccount>;

/** A site at Azure: network, keys, cluster, accounts of objects, identities of pods, and the address that names point to. */
export class AzureInfrastructure extends Construct implements Infrastructure {
  readonly cluster: KubernetesCluster;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  readonly buckets: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  private readonly owner: Owner;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InfrastructureProps<AzureSite>,
  ) {
    super(scope, id);
    const { name, site, plan, kubernetes, callers, environment, publicPorts } = props;
    const { region, subscription } = site;
    this.owner = { environment, subscription };
    const zones = zonesOf(site);
    const { tenantId } = new Subscription(this, "account", { subscription });
    const group = new ResourceGroup(this, "group", { name, location: region });
    const place = { region, resourceGroup: group.name };
    const trail = new AuditTrail(this, "trail", { ...place, name });
    const network = new PrivateNetwork(this, "network", { ...place, name, network: site.network, zones, publicPorts });
    const privateZones = new PrivateZones(this, "private-zones", { ...place, networkId: network.networkId });
    this.egressAddresses = network.egressAddresses;
    const address = new SiteAddress(this, "public-address", { ...place, name, zones });
    this.publicAddress = address;
    const disks = new DiskEncryption(this, "disks", {
      ...place,
      name,
      vault: vaultName(this.owner, "disks", region),
      tenantId,
      trail,
      callers,
    });
    this.cluster = new KubernetesCluster(this, "cluster", {
      ...place,
      name,
      tenantId,
      version: kubernetes,
      zones,
      network,
      disks,
      trail,
      pools: plan.pools,
      callers,
      administrators: this.administrators(),
      publicAddressId: address.addressId,
    });
    const accounts = this.accounts(tenantId, trail);
    this.buckets = props.stores.map(({ bucket }) => bucket.name).sort();
    this.copies(accounts);
    this.users = this.identities(accounts, [network.endpoints, ...privateZones.links]);
  }

  private administrators(): string {
    const group = new TerraformVariable(this, "administrators", {
      type: "string",
      nullable: false,
      description: "object id of the Entra group whose members, people and the runner, administer the clusters",
    });
    group.overrideLogicalId("cluster_administrators");
    return group.stringValue;
  }

  /** One account for all buckets of a kind, purpose and place. */
  private accounts(tenantId: string, trail: AuditTrail): Accounts {
    const { stores, callers, production } = this.props;
    const byAccount = new Map<
      string,
      { readonly account: StorageAccount; readonly first: Store; readonly stores: Store[] }
    >();
    for (const store of stores) {
      const account = this.accountOf(store.bucket);
      const known = byAccount.get(account.name);
      if (known === undefined) byAccount.set(account.name, { account, first: store, stores: [store] });
      else known.stores.push(store);
    }
    return new Map(
      [...byAccount.values()].map(({ account, first: { bucket, locked }, stores: held }) => {
        const made = new ObjectAccount(this, `account-${account.kind}-${bucket.site}`, {
          account,
          region: bucket.region.name,
          tenantId,
          vault: vaultName(this.owner, account.kind, bucket.site),
          callers,
          trail,
          containers: held.map((store) => store.bucket.name).sort(),
          zoneRedundant: (findStorageRegion(bucket.region.name)?.zoneCount ?? 1) > 1,
          ...(locked ? { lock: { days: lockDays, final: production } } : {}),
          retention: retentionOf(bucket.purpose.kind),
        });
        return [account.name, made];
      }),
    );
  }

  private accountOf(bucket: PlacedBucket): StorageAccount {
    return storageAccountOf(this.owner, bucket);
  }

  /** Copies wait for the accounts of this stack; those of the other site were made before it. */
  private copies(accounts: Accounts): void {
    const pairs = new Map<string, { from: StorageAccount; to: StorageAccount; containers: Map<string, string> }>();
    for (const { bucket, replicasIn } of this.props.stores) {
      for (const replica of replicasIn) {
        const [from, to] = [this.accountOf(bucket), this.accountOf(replica)];
        const pair = pairs.get(`${from.name}-${to.name}`) ?? { from, to, containers: new Map<string, string>() };
        pair.containers.set(bucket.name, replica.name);
        pairs.set(`${from.name}-${to.name}`, pair);
      }
    }
    for (const { from, to, containers } of pairs.values()) {
      copyObjects(this, `copy-${from.resourceGroup}-to-${to.resourceGroup}`, {
        from: from.id,
        to: to.id,
        containers: Object.fromEntries(containers),
        dependsOn: [from, to].flatMap(({ name }) => Object.values(accounts.get(name)?.containers ?? {})),
      });
    }
  }

  private identities(accounts: Accounts, ways: readonly ITerraformDependable[]): Readonly<Record<string, string>> {
    const { site, users, placed } = this.props;
    const here = users.map((user) => this.identity(user));
    const seal = this.identity({
      name: sealUser,
      pods: { namespace: openbao.namespace, serviceAccount: openbao.component },
    });
    new ObjectAccess(this, "access", {
      owner: this.owner,
      accessors: here.map(({ user, principalId }): Accessor => ({ site: site.region, user, principalId })),
      buckets: placed,
      dependsOn: [...[...accounts.values()].flatMap((account) => Object.values(account.containers)), ...ways],
    });
    return Object.fromEntries([...here, seal].map(({ user, clientId }) => [user.name, clientId]));
  }

  private identity<U extends Pick<StoreUser, "name" | "pods">>(user: U) {
    const { name, site, environment } = this.props;
    const identity = new PodIdentity(this, `identity-${user.name}`, {
      name: identityName(environment, site.region, user.name),
      region: site.region,
      resourceGroup: name,
      issuer: this.cluster.issuer,
      ...(user.pods === undefined ? {} : { pods: user.pods }),
    });
    return { user, clientId: identity.clientId, principalId: identity.principalId };
  }
}

/** A copy sees no deletions, so that time alone must end what the source has long forgotten; nothing goes before its lock does. */
function retentionOf(kind: Store["bucket"]["purpose"]["kind"]): ObjectAccountProps["retention"] {
  switch (kind) {
    case "service":
    case "copy":
      return { replacedDays };
    case "archive":
      return { replacedDays: lockDays + 1 };
    case "locked-copy":
      // A week more than the lock: the logs of the oldest base backup are as old as it and a little older.
      return { replacedDays: lockDays + 1, currentDays: lockDays + 7 };
  }
}

function zonesOf({ region }: AzureSite): readonly string[] {
  const found = findRegion("azure", region);
  // The schema lets no other region through.
  if (found === undefined) throw new Error(`${region} is no region of Azure`);
  return found.zones;
}
