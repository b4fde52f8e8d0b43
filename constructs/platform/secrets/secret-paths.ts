import { databaseDumps } from "../../../catalog";
import type { GeneratedSecret } from "../../../language";

/** Mount of the secrets that services read, in the secrets server. */
export const secretsMount = "platform";

/** Folder of a service's secrets below the mount, in the tenant's own where each tenant has an instance. */
export const secretFolder = (service: string, tenant?: string): string =>
  tenant === undefined ? service : `${tenantsFolder}/${tenant}/${service}`;

/** Folder below which each tenant has one of its own; no namespace of the platform may be called so. */
export const tenantsFolder = "tenants";

/** Path of a secret below the mount: each namespace reads only below its own folder. */
export const secretPath = (folder: string, secret: string): string => `${folder}/${secret}`;

/** Path of a secret that each site has its own of, such as the keys of a bucket beside it. */
export const siteSecretPath = (namespace: string, secret: string, site: string): string =>
  `${secretPath(namespace, secret)}/${site}`;

/** Path of a secret that a service makes: its own, or that of whoever reads it. */
export function generatedPath(
  folder: string,
  secret: string,
  { reader, answers }: Pick<GeneratedSecret, "reader" | "answers">,
  site: string,
): string {
  if (answers !== undefined) return secretPath(answers.service, answers.secret);
  return reader === undefined ? secretPath(folder, secret) : siteSecretPath(reader, secret, site);
}

/** Mount of the keys that sign mail: unlike all others, they may leave it, each by one path to one namespace. */
export const signingKeysMount = "dkim";

/** Where the private half is read. A key has one version: another one would be another record, under a selector of its own. */
export const signingKeyExport = (key: string): string => `${signingKeysMount}/export/signing-key/${key}/1`;

/** Mount of the keys of certificates that other mail servers are told of; they may leave it as those that sign mail do. */
export const certificateKeysMount = "certificate-keys";

/** Where the private half is read. A key has one version: the next one is another key, whose hash stands in the zone beside it. */
export const certificateKeyExport = (key: string): string => `${certificateKeysMount}/export/signing-key/${key}/1`;

/** Service account that is given a certificate's keys and nothing else, and its role. */
export const certificateKeysReader = "certificate-keys";
export const certificateKeysRole = (namespace: string): string => `${certificateKeysReader}-${namespace}`;

/** Tells the hash of whatever it is given; no key has a part in it. */
export const hashPath = "sys/tools/hash/sha2-256";

/** Role of a namespace's pods at the secrets server's Kubernetes login. */
export const secretsRole = (namespace: string): string => namespace;

/** Service account with which External Secrets reads a namespace's secrets. */
export const secretsReader = "secrets-reader";

/** Whom tokens that are shown to the secrets server are made out to, so that none that an account shows to somebody else opens the secrets. */
export const secretsAudience = "secrets";

/** Role of the pods that dump a tenant's databases, its policy, and whom their tokens are made out to. */
export const dumpRole = (tenant: string): string => `${databaseDumps.workload}-${tenant}`;
