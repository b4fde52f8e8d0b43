import { internalAuthority } from "./internal-authority";
import { certificateKeyExport, secretsMount, signingKeyExport } from "./secret-paths";

export { internalAuthority };

/** Mount of the keys that keep backups apart from everything in production. */
export const backupKeysMount = "backup-transit";

/** Key of the backups. */
export const backupKey = "backups";

/** Gives out a new key of 256 bits, bare and wrapped under the backups' own. */
export const dataKeyPath = `${backupKeysMount}/datakey/plaintext/${backupKey}`;

/** Mount of the secrets that only a restore needs. */
export const backupSecretsMount = "backup";

/** Policy of the people who restore; no role of the cluster has it. */
export const backupPolicyName = "backup-operator";

/** Mount of the tenants' keys. */
export const tenantKeysMount = "transit";

type Capability = "create" | "read" | "update" | "list";

const rule = (path: string, capabilities: readonly Capability[]): string =>
  `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`;

/** What one namespace may do with secrets. */
export interface NamespaceSecrets {
  readonly namespace: string;
  /** Where its secrets lie below the mount. Default: under the namespace's own name. */
  readonly folder?: string;
  /** Paths below the mount whose values the namespace makes itself, and writes once. */
  readonly generates: readonly string[];
  /** Paths below the mount, outside its folder, whose values it reads. Default: none. */
  readonly reads?: readonly string[];
  /** Names of the keys that sign its mail. Default: none. */
  readonly signsWith?: readonly string[];
}

/**
 * A namespace reads what lies below its own folder and the keys that sign its mail, and writes what it generates. Nothing else: not another
 * namespace's secrets, not its own client secret or bucket keys, no backup.
 */
export function namespacePolicy({
  namespace,
  folder = namespace,
  generates,
  reads = [],
  signsWith = [],
}: NamespaceSecrets): string {
  return [
    rule(`${secretsMount}/data/${folder}/*`, ["read"]),
    rule(`${secretsMount}/metadata/${folder}/*`, ["read"]),
    ...generates.flatMap((path) => [
      rule(`${secretsMount}/data/${path}`, ["create", "read", "update"]),
      // External Secrets marks what it wrote, so that it never overwrites what somebody else did.
      rule(`${secretsMount}/metadata/${path}`, ["create", "read", "update"]),
    ]),
    ...reads.map((path) => rule(`${secretsMount}/data/${path}`, ["read"])),
    ...signsWith.map((key) => rule(signingKeyExport(key), ["read"])),
  ].join("\n");
}

/** Keys of a namespace's certificate, by their names in the secrets server. */
export interface ShownKeys {
  readonly namespace: string;
  readonly keys: readonly string[];
}

/** Is given the keys of one service's certificate. */
export const certificateKeysPolicy = (keys: ShownKeys["keys"]): string =>
  keys.map((key) => rule(certificateKeyExport(key), ["read"])).join("\n");

/** Uses one tenant's key; can't read, rotate or export it. */
export const tenantPolicy = (tenant: string): string =>
  [
    rule(`${tenantKeysMount}/encrypt/${tenant}`, ["update"]),
    rule(`${tenantKeysMount}/decrypt/${tenant}`, ["update"]),
  ].join("\n");

/**
 * Has a dump of a tenant's database closed: is given a key of the backups', and has it wrapped once more under the tenant's. It opens neither, so that
 * whoever takes the cluster reads no dump of before. That is for people with both `backup-operator` and the tenant's own policy.
 */
export const dumpPolicy = (tenant: string): string =>
  [rule(dataKeyPath, ["update"]), rule(`${tenantKeysMount}/encrypt/${tenant}`, ["update"])].join("\n");

/** Signs certificates of services inside the cluster. */
export const certificatePolicy = (): string =>
  rule(`${internalAuthority.mount}/sign/${internalAuthority.role}`, ["create", "update"]);

/** Restores: reads the keys to backups and uses the backups' own encryption key. No pod ever holds it. */
export const backupPolicy = (): string =>
  [
    rule(`${backupSecretsMount}/data/*`, ["read"]),
    rule(`${backupSecretsMount}/metadata/*`, ["read", "list"]),
    rule(`${backupKeysMount}/encrypt/${backupKey}`, ["update"]),
    rule(`${backupKeysMount}/decrypt/${backupKey}`, ["update"]),
  ].join("\n");
