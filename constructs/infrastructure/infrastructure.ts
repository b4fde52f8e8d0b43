import type { Cidr, Quantity, SitePlan } from "../../language";
import type { PlacedBucket, sitesOf } from "../../planning/placement";
import type { Store, StoreUser } from "./stores";

/** A site as an environment states it. */
export type Site = ReturnType<typeof sitesOf>[number];

/** Object storage of the customer's own. */
export type OwnStorage = Extract<PlacedBucket["region"], { cloud: "existing" }>;

/** What it takes to reach a cluster's API; the credential itself is fetched anew for each run. */
export interface ClusterAccess {
  /** The cluster's id in its cloud's own word. */
  readonly clusterId: string;
  /** `https://` address of the API; empty where the operator's kubeconfig says it. */
  readonly host: string;
  /** Certificate authority of the API in PEM; empty where the operator's kubeconfig says it. */
  readonly certificateAuthority: string;
}

/** The public addresses under which a site is reached. */
export interface PublicAddress {
  /** IPv4 addresses, one where the cloud carries it over zones, else one per zone; they outlive every load balancer. */
  readonly addresses: readonly string[];
  /** Address to ask for in the Service's own field; absent where annotations say it. */
  readonly requested?: string;
  /** What the cloud's controller must be told on the Service that takes the addresses. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** What every cloud builds for a site, and what the stacks above may know of it. */
export interface Infrastructure {
  readonly cluster: ClusterAccess;
  readonly publicAddress: PublicAddress;
  /** Addresses from which the site reaches the world. */
  readonly egressAddresses: string[];
  /** Names of the buckets that were made here. */
  readonly buckets: readonly string[];
  /** Object storage users of this site: id by name. */
  readonly users: Readonly<Record<string, string>>;
  /** Issuer of the cluster's service account tokens, where tenants' identities must name it. */
  readonly issuer?: string;
}

/** The key that every site unseals its secrets with, and how it is reached. */
export type SealKey =
  | {
      /** OVHcloud: over KMIP with a client certificate. */
      readonly kind: "kmip";
      /** Id of the service that holds it. */
      readonly serviceId: string;
      /** Id of the object as KMIP has it; a person makes it, once the service stands. */
      readonly keyId: string;
      /** URN of the identity that may use it; certificates speak for it. */
      readonly identity: string;
      /** Host and port of its KMIP endpoint. */
      readonly endpoint: string;
      /** Certificate authority of that endpoint in PEM. */
      readonly certificateAuthority: string;
    }
  /** AWS: with the identity of OpenBao's pods. */
  | { readonly kind: "awskms"; readonly keyArn: string; readonly region: string }
  /** Azure: with the identity of OpenBao's pods. */
  | { readonly kind: "azurekeyvault"; readonly tenantId: string; readonly vaultName: string; readonly keyName: string }
  /** A cluster of the customer's own: a key that the operator keeps and hands over at apply. */
  | { readonly kind: "static"; readonly keyId: string }
  /** The same: a key in the transit engine of another server of the customer's; the operator hands over a token. */
  | { readonly kind: "transit"; readonly keyId: string; readonly address: string; readonly mount: string };

/** The same as far as Terraform makes it. */
export type MadeSealKey = Exclude<SealKey, { kind: "kmip" }> | Omit<Extract<SealKey, { kind: "kmip" }>, "keyId">;

/** Everything a cloud needs to know to build one site. */
export interface InfrastructureProps<S extends Site = Site> {
  /** First part of every name: `<environment>-<site>`. */
  readonly name: string;
  readonly site: S;
  /** Where the site stands in the environment's facts, for refusals. */
  readonly where: string;
  /** What the plan says of this site. */
  readonly plan: SitePlan;
  /** Kubernetes minor version, such as `1.35`. */
  readonly kubernetes: string;
  /** Networks from which the Kubernetes API may be reached: operators and runner. */
  readonly callers: readonly Cidr[];
  /** Traffic with the internet at the planned peak. */
  readonly traffic: Quantity<"Mbit/s">;
  /** True where people work with it: locks on backups bind everyone, the account's owner included. */
  readonly production: boolean;
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
  /** Name of the environment. */
  readonly environment: string;
  /** Every bucket of the environment, whichever stack makes it. */
  readonly placed: readonly PlacedBucket[];
  /** Ports on which the world may connect. */
  readonly publicPorts: readonly number[];
}
