import { secretsServer, type SecretsProduct } from "../../../catalog";
import { podLogin } from "../secrets/pod-login";
import { dumpRole } from "../secrets/secret-paths";
import { dataKeyPath, tenantKeysMount } from "../secrets/trust-policies";

/** Folders in memory: the key, for who asks for it and who encrypts alone; the pipes between the containers; and the token, for who signs in. */
export const dumpFolders = {
  key: "/key",
  pipes: "/pipes",
  token: "/var/run/secrets/keys",
  program: "/program",
} as const;

/** What the containers hand on: the dump as it comes, the dump as it leaves, and that each is whole. */
const pipes = {
  plain: `${dumpFolders.pipes}/plain`,
  dumped: `${dumpFolders.pipes}/dumped`,
  closed: `${dumpFolders.pipes}/closed`,
  sealed: `${dumpFolders.pipes}/sealed`,
} as const;

/** Files beside the key. */
export const keyFiles = { key: `${dumpFolders.key}/key`, header: `${dumpFolders.key}/header` } as const;

const field = (name: string): string => `sed -n 's/^.*"${name}": *"\\([^"]*\\)".*$/\\1/p' ${dumpFolders.key}/answer`;

/**
 * Signs in, has a new key made, and keeps it bare in memory and wrapped twice in the header: under the backups' key by whoever makes it, and that once
 * more under the tenant's. No secret stands among the words of a command, where others on the node could read it.
 */
export function keyScript(
  product: SecretsProduct,
  { tenant, name }: { readonly tenant: string; readonly name: string },
): string {
  const { name: program, variables } = secretsServer(product).program;
  const role = dumpRole(tenant);
  return [
    "umask 077",
    `mkfifo -m 600 ${pipes.plain} ${pipes.closed}`,
    `${variables}_TOKEN="$(${program} write -field=token auth/${podLogin}/login role=${role} jwt=@${dumpFolders.token}/token)"`,
    `export ${variables}_TOKEN`,
    `${program} write -force -format=json ${dataKeyPath} >${dumpFolders.key}/answer`,
    `${field("plaintext")} | base64 -d >${keyFiles.key}`,
    `${field("ciphertext")} | tr -d '\\n' | base64 | tr -d '\\n' >${dumpFolders.key}/wrapped`,
    `rm ${dumpFolders.key}/answer`,
    `[ "$(wc -c <${keyFiles.key})" -eq 32 ]`,
    `[ -s ${dumpFolders.key}/wrapped ]`,
    `wrapped="$(${program} write -field=ciphertext ${tenantKeysMount}/encrypt/${tenant} plaintext=@${dumpFolders.key}/wrapped)"`,
    `[ -n "$wrapped" ]`,
    `printf '{"tenant":"%s","database":"%s","begun":"%s","key":"%s"}' ${tenant} ${name} "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$wrapped" >${keyFiles.header}`,
  ].join("\n");
}

/** Dumps into the pipe, and says that it came to its end before the pipe does. */
export const dumpScript = (): string =>
  [
    "set -euo pipefail",
    `exec 3>${pipes.plain}`,
    "pg_dump --format=custom --no-password >&3",
    `: >${pipes.dumped}`,
  ].join("\n");

/** Words of the program that seals what comes through the pipe; opening the pipes waits for who dumps and who carries. */
export const sealCommand = (program: string): readonly string[] => [
  "python3",
  program,
  "seal",
  keyFiles.key,
  keyFiles.header,
  pipes.dumped,
  pipes.plain,
  pipes.closed,
  pipes.sealed,
];

/**
 * Hands what was sealed to rclone, and lets it come to an end only where it is whole: an upload that never ends leaves no object, so that the dump
 * of last week stays the newest.
 */
export const carryScript = (remote: string): string =>
  [
    `mkfifo -m 600 ${dumpFolders.pipes}/upload`,
    `rclone rcat ${remote} --config=/notfound --cache-dir=${dumpFolders.pipes}/cache --streaming-upload-cutoff=0 --stats=0 <${dumpFolders.pipes}/upload &`,
    "upload=$!",
    `exec 3>${dumpFolders.pipes}/upload`,
    `if cat ${pipes.closed} >&3 && [ -e ${pipes.sealed} ]; then`,
    "  exec 3>&-",
    '  wait "$upload"',
    "else",
    '  kill -9 "$upload"',
    '  echo "the dump broke off: nothing was kept of it" >&2',
    "  exit 1",
    "fi",
  ].join("\n");
