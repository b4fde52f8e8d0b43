import type { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterAccess, MadeSealKey, SealKey, Site } from "../../constructs/infrastructure/infrastructure";
import type { Store, StoreUser } from "../../constructs/infrastructure/stores";
import type { RegistryCredentials } from "../../constructs/infrastructure/registry-access";
import type { DnsRecord } from "../../constructs/infrastructure/dns/dns-record";
import type { ReleaseProps } from "../../constructs/platform/releases/component-release";
import type { SealAccess } from "../../constructs/platform/secrets/secrets-server-release";
import type { StoredSecretProps } from "../../constructs/platform/secrets/trust-stored-secret";
import type { Environment } from "../../environments/schema";
import type { SecretsProduct } from "../../catalog";
import type { Cidr, Mistake } from "../../language";

/** How Terraform logs in to a cluster: with a credential fetched anew for each run, or with the operator's own context. */
export type ClusterLogin =
  | { readonly kind: "command"; readonly command: string; readonly args: readonly string[] }
  | {
      readonly kind: "context";
      readonly context: string;
      /** Uid of the cluster's namespace `kube-system`: the context must lead there. */
      readonly cluster: string;
    };

/** What lets the servers of the secrets at one site use the seal key. */
export interface SealGrant extends SealAccess {
  /** What their release waits for. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface SealGrantProps<S extends Site> {
  /** What unseals itself. */
  readonly product: SecretsProduct;
  /** Name of the environment. */
  readonly environment: string;
  /** `<environment>-<site>`. */
  readonly name: string;
  readonly site: S;
  readonly cluster: ClusterAccess;
  readonly key: SealKey;
  /** What the grant itself waits for, such as namespaces. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface StoreKeysProps<S extends Site> {
  readonly site: S;
  readonly user: StoreUser;
  /** Whose user it is, where each tenant has its own. */
  readonly tenant?: string;
  /** Id that whatever made the object storage user gave it; reads a state where it is asked for. */
  readonly userId: () => string;
  /** Mount of versioned secrets; a name where another stack made it. */
  readonly mount: StoredSecretProps["mount"];
  /** Path below the mount. */
  readonly path: string;
}

export interface PlaceKeysProps<S extends Site> {
  readonly site: S;
  readonly user: StoreUser;
  /** Id that the infrastructure gave for the object storage user. */
  readonly userId: string;
  readonly namespace: string;
  /** Name of the Secret that pods of the namespace find the keys in. */
  readonly name: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface AddOnsProps<S extends Site> extends ReleaseProps {
  /** `<environment>-<site>`. */
  readonly name: string;
  readonly site: S;
  /** The registry's credentials, for namespaces that no plan names. */
  readonly registryCredentials: RegistryCredentials;
}

export interface TenantStorageProps<S extends Site> {
  readonly site: S;
  readonly tenant: string;
  /** `<environment>-<tenant>-<site>`. */
  readonly name: string;
  /** Name of the environment. */
  readonly environment: string;
  /** `<environment>-<site>`: what the site's own things are called. */
  readonly platform: string;
  /** Issuer of the cluster's service account tokens; reads the site's state where it is asked for. */
  readonly issuer: () => string;
  /** Networks from which a tenant's things are managed: operators and runner. */
  readonly callers: readonly Cidr[];
  /** True where people work with it. */
  readonly production: boolean;
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
}

export interface ZoneProps {
  readonly zone: string;
  readonly records: readonly DnsRecord[];
  /** Whether this environment keeps the zone signed. */
  readonly signed: boolean;
}

/** What stacks need of a cloud beside its infrastructure; one file per cloud says how. */
export interface CloudStacks<S extends Site> {
  /** The cloud's own provider, with what it must be told of the account; credentials come from its environment variables. */
  readonly useProvider: (stack: TerraformStack, site: S) => void;
  readonly login: (site: S, access: ClusterAccess) => ClusterLogin;
  /** Mistakes that only this cloud makes; `where` is the site's place in the facts. */
  readonly mistakes: (environment: Environment, site: S, where: string) => readonly Mistake[];
  /** The key that every site unseals with, outside all of them. */
  readonly sealKey: (stack: TerraformStack, environment: Environment, site: S) => MadeSealKey;
  readonly grantSeal: (scope: Construct, props: SealGrantProps<S>) => SealGrant;
  /** Buckets and users of one tenant at a site, in a stack of the tenant's own; ids of the users by name. */
  readonly tenantStorage: (scope: Construct, props: TenantStorageProps<S>) => Readonly<Record<string, string>>;
  /** Present where a tenant's storage refers to the site's network. */
  readonly tenantStorageAfter?: "site";
  /** Present where pods act with identities of the cloud whose ids only applying tells. */
  readonly identitiesTold?: "at-apply";
  /** Keys of an object storage user, made where they are stored. */
  readonly storeKeys: (scope: Construct, id: string, props: StoreKeysProps<S>) => void;
  /**
   * Keys of an object storage user in a Secret of the cluster, `access-key` and `secret-key`, for pods that can't wait for the secrets server;
   * nothing where pods act with an identity of the cloud.
   */
  readonly placeKeys: (scope: Construct, id: string, props: PlaceKeysProps<S>) => readonly ITerraformDependable[];
  readonly dnsZone: (scope: Construct, props: ZoneProps, site: S) => void;
  /** Types of records that the cloud's provider can't write into a zone. Default: none. */
  readonly zoneLacks?: readonly DnsRecord["type"][];
  /** What a cluster of this cloud lacks until it is installed: its controllers, in the namespace of the system. */
  readonly addOns?: (scope: Construct, props: AddOnsProps<S>) => void;
  /** Number of public addresses that the infrastructure of a site has. */
  readonly publicAddresses: (site: S) => number;
}
