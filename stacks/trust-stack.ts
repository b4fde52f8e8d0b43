import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { databaseDumps, footprints, restoreDrill } from "../catalog";
import type { DnsRecord } from "../constructs/infrastructure/dns/dns-record";
import {
  archiveUser,
  bucketUser,
  copyUser,
  dumpKeys,
  dumpUser,
  restoreUser,
} from "../constructs/infrastructure/stores";
import { generatedPath, secretPath, siteSecretPath, tenantsFolder } from "../constructs/platform/secrets/secret-paths";
import { AlertReceivers } from "../constructs/platform/secrets/alert-receivers";
import { TrustAccess } from "../constructs/platform/secrets/trust-access";
import { TrustCertificates } from "../constructs/platform/secrets/trust-certificates";
import { TrustMounts } from "../constructs/platform/secrets/trust-mounts";
import { certificateKeys as certificateKeysMount } from "../constructs/platform/secrets/certificate-key";
import { signingKeys } from "../constructs/platform/secrets/signing-key";
import type { NamespaceSecrets } from "../constructs/platform/secrets/trust-policies";
import { siteId, type Environment, type Site } from "../environments/schema";
import { copySecret, gatewayBuckets, type Plan } from "../language";
import { databaseNamespace } from "../planning/flows";
import {
  activeSite,
  cacheNamespace,
  certificateKeyName,
  certificateKeys,
  keeperOf,
  presentSites,
  servicesFor,
  signingKeyNames,
  sitesOf,
  tenantDatabasesOf,
} from "../planning/placement";
import { objectStoreName, servicesOf } from "../suites";
import { cloudOf } from "./clouds";
import { keepRecords } from "./dns-stack";
import { readInfrastructure } from "./infrastructure-outputs";
import { useSecrets } from "./providers";
import { pinningRecords } from "./pinning-records";
import { restoreKeysPath } from "./restore-keys";
import { storageOf } from "./site-facts";
import { signingRecords } from "./signing-records";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface TrustStackProps {
  readonly environment: Environment;
  readonly plan: Plan;
}

/**
 * What the secrets server keeps and whom it trusts. The audit device is not here: whoever could add one over the API could write any file,
 * so that OpenBao takes it from its own configuration alone since CVE-2025-54997, and Vault from its initialization. Keys to object storage are made for
 * every site, and carried to it with all other secrets: a failover finds them there. One that leaves a site behind revokes its keys.
 */
export class TrustStack extends TerraformStack {
  constructor(scope: Construct, { environment, plan }: TrustStackProps) {
    super(scope, stackNames.trust(environment));
    keepState(this, environment);
    useSecrets(this, environment);
    const mounts = new TrustMounts(this, "mounts", { tenants: tenantsOf(environment) });
    new TrustCertificates(this, "certificates", {
      owner: environment.tenancy.customer,
      product: environment.parts.secrets,
    });
    new TrustAccess(this, "access", {
      product: environment.parts.secrets,
      namespaces: namespaceSecrets(environment, plan),
      dumped: tenantsOf(environment).filter((tenant) => tenantDatabasesOf(environment, tenant).length > 0),
      shown: servicesFor(environment, undefined).flatMap((service) => {
        const keys = certificateKeys(environment, service).map((key) =>
          certificateKeyName(environment, service.name, key),
        );
        return keys.length === 0 ? [] : [{ namespace: service.name, keys }];
      }),
      certificates: {
        namespace: footprints["cert-manager"]?.namespace ?? "cert-manager",
        serviceAccount: "cert-manager",
      },
    });
    this.objectStoreKeys(environment, mounts);
    this.mailKeys(environment);
    if (environment.alerts !== undefined) {
      new AlertReceivers(this, "alert-receivers", { alerts: environment.alerts, mount: mounts.secrets });
    }
  }

  /** Records of keys stand beside the keys, and not with the other names: those must lead here before there can be a key. */
  private mailKeys(environment: Environment): void {
    const signing = signingKeys(this, "signing-keys");
    const shown = certificateKeysMount(this, "certificate-keys");
    const records = [...this.signing(environment, signing.path), ...pinningRecords(this, environment, shown.path)];
    if (records.length > 0) keepRecords(this, environment, records, false);
  }

  private signing(environment: Environment, mount: string): readonly DnsRecord[] {
    switch (environment.tenancy.kind) {
      case "dedicated":
        return signingRecords(this, environment, undefined, mount);
      case "shared":
        // Each tenant's key lies in the tenant's stack.
        return [];
    }
  }

  private objectStoreKeys(environment: Environment, mounts: TrustMounts): void {
    cloudOf(activeSite(environment)).useProvider(this);
    for (const site of presentSites(environment)) this.keysOf(environment, site, mounts);
  }

  private keysOf(environment: Environment, site: Site, { secrets, backupSecrets }: TrustMounts): void {
    const { user } = readInfrastructure(this, environment, site);
    const id = siteId(site);
    const { users } = storageOf(environment, site);
    const keys = (name: string, mount: TrustMounts["secrets"], path: string): void => {
      const owner = users.find((candidate) => candidate.name === name);
      // Buckets inside the cluster bring keys of their own.
      if (owner === undefined) return;
      cloudOf(site).storeKeys(this, `keys-${name}-${id}`, { user: owner, userId: () => user(name), mount, path });
    };
    for (const { name, needs } of servicesFor(environment, undefined)) {
      for (const bucket of Object.keys(needs.buckets ?? {})) {
        keys(bucketUser(name, bucket), secrets, siteSecretPath(name, `bucket-${bucket}`, id));
        keys(copyUser(name, bucket), secrets, siteSecretPath(name, copySecret(bucket), id));
      }
    }
    keys(archiveUser, secrets, siteSecretPath(databaseNamespace, "bucket-archive", id));
    keys(dumpUser, secrets, siteSecretPath(databaseDumps.namespace, dumpKeys, id));
    keys(restoreUser, backupSecrets, restoreKeysPath(id));
  }
}

/** Buckets that each tenant has inside the cluster, with each site at which it has them. */
const tenantBuckets = (environment: Environment): readonly (readonly [bucket: string, site: string])[] =>
  keeperOf(environment) === "cluster"
    ? servicesOf(environment)
        .filter(({ tenancy }) => tenancy === "instance-per-tenant")
        .flatMap(({ needs }) => Object.keys(needs.buckets ?? {}))
        .flatMap((bucket) => sitesOf(environment).map((site) => [bucket, siteId(site)] as const))
    : [];

/** A dedicated environment is its own only tenant; on a shared platform each tenant's key lies in the tenant's stack. */
function tenantsOf({ name, tenancy }: Environment): readonly string[] {
  switch (tenancy.kind) {
    case "dedicated":
      return [name];
    case "shared":
      return [];
  }
}

/** Passwords of the roles that own tenants' databases, with which each database is dumped; a pattern stands for all tenants. */
function dumpedPasswords(environment: Environment): readonly string[] {
  switch (environment.tenancy.kind) {
    case "dedicated":
      return tenantDatabasesOf(environment, environment.name).map(({ service }) => secretPath(service, "database"));
    case "shared":
      return [secretPath(`${tenantsFolder}/+/+`, "database")];
  }
}

/** Every namespace of the platform with the secrets that it makes itself: those of its services, databases and caches. */
function namespaceSecrets(environment: Environment, { namespaces }: Plan): readonly NamespaceSecrets[] {
  const services = servicesFor(environment, undefined);
  const generated = new Map<string, string[]>();
  const add = (namespace: string, path: string): void => {
    generated.set(namespace, [...(generated.get(namespace) ?? []), path]);
  };
  for (const { name, needs, secrets, workloads } of services) {
    for (const [secret, made] of Object.entries(secrets)) {
      const paths = sitesOf(environment).map((site) => generatedPath(name, secret, made, siteId(site)));
      for (const path of new Set(paths)) add(name, path);
    }
    if (needs.database !== undefined) add(databaseNamespace, secretPath(name, "database"));
    for (const bucket of gatewayBuckets(workloads)) add(name, secretPath(name, `bucket-${bucket}`));
    if (needs.cache !== undefined) add(cacheNamespace, secretPath(name, "cache"));
  }
  if (namespaces[databaseNamespace] !== undefined)
    add(databaseNamespace, secretPath(databaseNamespace, restoreDrill.secret));
  // What tenants' databases and buckets open with is made beside them; a pattern stands for all tenants, so that none needs a line.
  if (environment.tenancy.kind === "shared") {
    add(databaseNamespace, secretPath(`${tenantsFolder}/+/+`, "database"));
    for (const [bucket, site] of tenantBuckets(environment)) {
      add(objectStoreName, siteSecretPath(`${tenantsFolder}/+/+`, `bucket-${bucket}`, site));
    }
  }
  return Object.keys(namespaces)
    .sort()
    .map((namespace) => ({
      namespace,
      generates: generated.get(namespace) ?? [],
      reads: namespace === databaseDumps.namespace ? dumpedPasswords(environment) : [],
      signsWith: services.flatMap((service) =>
        service.name === namespace ? signingKeyNames(environment, undefined, service) : [],
      ),
    }));
}
