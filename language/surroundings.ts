import type { BusAddress } from "./bus";

/** A value that only the cluster knows: one key of one of the workload's secrets. */
export interface SecretReference {
  readonly kind: "secret";
  /** Name of the secret as the service declares it, or the one its need brings. */
  readonly secret: string;
  readonly key: string;
}

export const secret = (name: string, key: string): SecretReference => ({ kind: "secret", secret: name, key });

/** Where a service finds its database. The password arrives as the secret `database`, key `password`. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
}

/** Where a service finds one bucket. The keys arrive as the secret `bucket-<name>`: `access-key`, `secret-key`. */
export interface BucketAddress {
  readonly name: string;
  /** Host name without a scheme, such as `s3.eu-west-par.io.cloud.ovh.net`. */
  readonly host: string;
  readonly port: number;
  /** Plain HTTP for a gateway inside the cluster alone. */
  readonly scheme: "https" | "http";
  /** Whether requests name the bucket in the host or in the path. */
  readonly addressing: "virtual-host" | "path";
  readonly region: string;
}

/** The bucket's endpoint as a URL, without the port where it is the scheme's own. */
export const bucketEndpoint = ({ scheme, host, port }: Pick<BucketAddress, "scheme" | "host" | "port">): string =>
  new URL(`${scheme}://${host}:${String(port)}`).origin;

/** Where a service finds its cache. The password arrives as the secret `cache`, key `password`. */
export interface CacheAddress {
  readonly host: string;
  readonly port: number;
}

/** Where a service finds the identity provider. The client secret arrives as the secret `oidc`, key `client-secret`. */
export interface IdentityAddress {
  /** Issuer as browsers see it. */
  readonly issuer: string;
  /** Discovery document as reached inside the cluster. */
  readonly discovery: string;
  /** Where browsers are sent to sign in. */
  readonly authorization: string;
  /** Where a code becomes tokens, as reached inside the cluster. */
  readonly token: string;
  /** Public halves of the keys that sign tokens, as reached inside the cluster. */
  readonly keys: string;
  /** Page on which people look after their password, their second factors and their sessions. */
  readonly account: string;
  readonly clientId: string;
}

/** A tenant as a service that stands between tenants knows it. */
export interface TenantAddress {
  readonly id: string;
  /** The tenant's name for people. */
  readonly customer: string;
  readonly domain: string;
  /** Public host name of a label of the tenant's own. */
  hostname(label: string): string;
  /** Host name inside the cluster of a workload of one of the tenant's own services. */
  workload(service: string, workload: string): string;
}

/** What a service may know of the world it is placed in: names and addresses, never secrets. */
export interface Surroundings {
  readonly customer: string;
  readonly domain: string;
  /** Network of the site's pods: where the gateway's proxies connect from. */
  readonly podNetwork: string;
  /** Public host name of an exposed label: `hostname("mail")` is `mail.<domain>`, in the platform's domain where a service stands once for all. */
  hostname(label: string): string;
  /** Every public host name of an exposed label: first `hostname`, then those that look-ups by protocol lead to. */
  hostnames(label: string): readonly string[];
  /** Public name of the server that receives mail for the domain; undefined where none does. */
  mailExchanger(): string | undefined;
  /** True where the suite has the service beside this one. */
  offers(service: string): boolean;
  /** Host name inside the cluster of another service's workload, that of the same tenant where each has its own. */
  workload(service: string, workload: string): string;
  /** Every tenant, for a service between them; none in a dedicated environment. */
  tenants(): readonly TenantAddress[];
  database(): DatabaseAddress;
  bucket(name: string): BucketAddress;
  /**
   * Where a job carries the bucket's objects, with keys in the secret `copy-<name>`; undefined where the storage copies them itself, and
   * where no such place is left.
   */
  bucketCopy(name: string): BucketAddress | undefined;
  /** Account in which the cloud keeps a bucket; undefined where the cloud speaks S3 itself. */
  bucketAccount(name: string): string | undefined;
  cache(): CacheAddress;
  bus(): BusAddress;
  /** Prometheus inside the cluster, as a URL. */
  monitoring(): string;
  identity(): IdentityAddress;
  /** Where dashboards are shown inside the cluster. */
  dashboards(): { readonly host: string; readonly port: number };
}
