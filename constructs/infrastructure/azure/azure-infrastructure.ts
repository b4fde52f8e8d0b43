import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformVariable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { findRegion } from "../../../catalog";
import { openbao } from "../../../catalog/footprints/openbao";
import type { Infrastructure, InfrastructureProps, PublicAddress, Site } from "../infrastructure";
import { sealUser, type StoreUser } from "../stores";
import { AuditTrail } from "./audit-trail";
import { DiskEncryption } from "./disk-encryption";
import { KubernetesCluster } from "./kubernetes-cluster";
import { copyBetween, makeAccounts, type Accounts } from "./object-accounts";
import { ObjectAccess, type Accessor } from "./object-access";
import { PodIdentity } from "./pod-identity";
import { PrivateNetwork } from "./private-network";
import { PrivateZones } from "./private-zones";
import { SiteAddress } from "./public-address";
import { identityName, vaultName, type Owner } from "./resource-names";
import { Subscription } from "./subscription";

type AzureSite = Extract<Site, { kind: "azure" }>;

/** A site at Azure: network, keys, cluster, accounts of objects, identities of pods, and the address that names point to. */
export class AzureInfrastructure extends Construct implements Infrastructure {
  readonly cluster: KubernetesCluster;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  readonly buckets: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  readonly issuer: string;
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
    this.issuer = this.cluster.issuer;
    const { stores, production } = props;
    const accounts = makeAccounts(this, { owner: this.owner, stores, tenantId, trail, callers, production });
    this.buckets = stores.map(({ bucket }) => bucket.name).sort();
    copyBetween(this, { owner: this.owner, stores, accounts });
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

  private identities(accounts: Accounts, ways: readonly ITerraformDependable[]): Readonly<Record<string, string>> {
    const { site, users, placed } = this.props;
    const here = users.map((user) => this.identity(user));
    const seal = this.identity({
      name: sealUser,
      pods: { namespace: openbao.namespace, serviceAccounts: [openbao.component] },
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

function zonesOf({ region }: AzureSite): readonly string[] {
  const found = findRegion("azure", region);
  // The schema lets no other region through.
  if (found === undefined) throw new Error(`${region} is no region of Azure`);
  return found.zones;
}
