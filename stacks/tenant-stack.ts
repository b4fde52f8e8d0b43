import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import { tenantRecords } from "../constructs/infrastructure/dns/shared-records";
import { bucketUser, copyUser } from "../constructs/infrastructure/stores";
import { grantAccounts } from "../constructs/platform/identity/accounts-client";
import { secretFolder, secretPath, secretsMount, siteSecretPath } from "../constructs/platform/secrets/secret-paths";
import { transitKey } from "../constructs/platform/secrets/transit-key";
import { podLogin } from "../constructs/platform/secrets/pod-login";
import { dumpAccess, namespaceAccess } from "../constructs/platform/secrets/trust-access";
import { tenantKeysMount, tenantPolicy, type NamespaceSecrets } from "../constructs/platform/secrets/trust-policies";
import { siteId, type Environment } from "../environments/schema";
import { copySecret, gatewayBuckets, type ServiceDefinition } from "../language";
import {
  activeSite,
  cacheNamespace,
  cacheNamespaceOf,
  entryHost,
  exchangerHost,
  holderOf,
  instanceName,
  lookedUpHost,
  presentSites,
  servicesFor,
  signingKeyNames,
  tenantDatabasesOf,
} from "../planning/placement";
import { cloudOf } from "./clouds";
import { keepRecords } from "./dns-stack";
import { makeRealm } from "./identity-stack";
import { useIdentity, useSecrets } from "./providers";
import { tenantStorageOf } from "./site-facts";
import { signingRecords } from "./signing-records";
import { stackNames } from "./stack-names";
import { keepState } from "./state";
import { readTenantUsers } from "./tenant-storage-stack";

export interface TenantStackProps {
  readonly environment: Environment;
  readonly tenant: string;
}

/**
 * What one tenant is to the control plane, wherever it is served: its realm and clients, its key, what its namespaces may do with
 * secrets, the keys to its buckets, and its names. It reads the state of the tenant's own storage and of nothing else.
 */
export class TenantStack extends TerraformStack {
  constructor(scope: Construct, { environment, tenant }: TenantStackProps) {
    super(scope, stackNames.tenant(environment, tenant));
    keepState(this, environment);
    useIdentity(this, environment);
    useSecrets(this, environment);
    const realm = makeRealm(this, environment, tenant);
    if (servicesFor(environment, undefined).some(({ needs }) => needs.accounts !== undefined))
      grantAccounts(this, realm);
    transitKey(this, "key", tenantKeysMount, tenant);
    new Policy(this, "key-policy", { name: `tenant-${tenant}`, policy: tenantPolicy(tenant) });
    if (tenantDatabasesOf(environment, tenant).length > 0) dumpAccess(this, podLogin, tenant);
    for (const secrets of namespaceSecrets(environment, tenant)) namespaceAccess(this, podLogin, secrets);
    this.objectStoreKeys(environment, tenant);
    this.names(environment, tenant, signingRecords(this, environment, tenant));
  }

  /** Keys to the tenant's buckets at every site that can be counted on, made where they are stored. */
  private objectStoreKeys(environment: Environment, tenant: string): void {
    cloudOf(activeSite(environment)).useProvider(this);
    for (const site of presentSites(environment)) {
      const userId = readTenantUsers(this, environment, tenant, site);
      const { users } = tenantStorageOf(environment, tenant, site);
      for (const { name, needs } of servicesFor(environment, tenant)) {
        for (const bucket of Object.keys(needs.buckets ?? {})) {
          const secrets = [
            [bucketUser(name, bucket), `bucket-${bucket}`],
            [copyUser(name, bucket), copySecret(bucket)],
          ] as const;
          for (const [owner, secret] of secrets) {
            const user = users.find((candidate) => candidate.name === owner);
            // Buckets inside the cluster bring keys of their own, and most storage copies by itself.
            if (user === undefined) continue;
            cloudOf(site).storeKeys(this, `keys-${user.name}-${siteId(site)}`, {
              tenant,
              user,
              userId: () => userId(user.name),
              mount: secretsMount,
              path: siteSecretPath(secretFolder(name, tenant), secret, siteId(site)),
            });
          }
        }
      }
    }
  }

  private names(environment: Environment, tenant: string, signing: readonly DnsRecord[]): void {
    const { certificates, tenancy } = environment;
    const exchanger = exchangerHost(environment);
    const records = tenantRecords({
      domain: holderOf(environment, tenant).domain,
      exposures: servicesFor(environment, tenant).flatMap(({ exposes }) => exposes),
      lookedUp: (label) => lookedUpHost(environment, label, tenant),
      platform: tenancy.domain,
      entry: entryHost(environment),
      ...(exchanger === undefined ? {} : { exchanger }),
      contact: certificates.contact,
      directory: certificates.directory,
    });
    keepRecords(this, environment, [...records, ...signing], false);
  }
}

/** Keys to the service's own gateways, which are its namespace's to make. */
const gatewayKeys = ({ workloads }: ServiceDefinition): readonly string[] =>
  gatewayBuckets(workloads).map((bucket) => `bucket-${bucket}`);

/** Every namespace of a tenant with the secrets that it makes itself. */
function namespaceSecrets(environment: Environment, tenant: string): readonly NamespaceSecrets[] {
  const services = servicesFor(environment, tenant);
  const path = ({ name }: ServiceDefinition, secret: string): string => secretPath(secretFolder(name, tenant), secret);
  const caching = services.filter(({ needs }) => needs.cache !== undefined);
  return [
    ...services.map((service) => ({
      namespace: instanceName(service.name, tenant),
      folder: secretFolder(service.name, tenant),
      generates: [...Object.keys(service.secrets), ...gatewayKeys(service)].map((secret) => path(service, secret)),
      signsWith: signingKeyNames(environment, tenant, service),
    })),
    ...(caching.length === 0
      ? []
      : [
          {
            namespace: cacheNamespaceOf(tenant),
            folder: secretFolder(cacheNamespace, tenant),
            generates: caching.map((service) => path(service, "cache")),
          },
        ]),
  ];
}
