import { kubectl, preamble, runNow, vaultToken } from "./commands";
import { document, heading, shell, step } from "./markdown";
import { peoplesRemote, type PeoplesKeys } from "./peoples-remote";
import type { RunbookFacts } from "./runbook-facts";

/** Dumps of tenants' databases, who opens them, and how a tenant is forgotten in them. */
export interface DumpBooks {
  /** The one tenant of a dedicated environment, or what stands for each of many. */
  readonly tenant: string;
  /** A database of the tenant's, as an example, and the job that dumps it. */
  readonly database: string;
  readonly job: string;
  readonly namespace: string;
  /** ConfigMap and file of the program that opens them. */
  readonly program: { readonly configMap: string; readonly file: string };
  /** Folder of their objects. */
  readonly prefix: string;
  readonly everyDays: number;
  /** Days for which nobody deletes a dump, nor a snapshot of the keys that open it. */
  readonly lockDays: number;
  /** Mount of the tenants' keys, and the key of the backups in its own. */
  readonly keyMount: string;
  readonly backupKey: { readonly mount: string; readonly name: string };
  /** How a tenant leaves, as a sentence. */
  readonly leaving: string;
  /** Policies of which whoever opens one needs both. */
  readonly policies: readonly [backups: string, tenant: string];
  readonly keys: PeoplesKeys;
}

/** Opening a dump takes both keys; destroying the tenant's forgets the tenant in all of them. */
export const dumps = (facts: RunbookFacts, kept: DumpBooks): string => {
  const { environment, serving } = facts;
  const { tenant, database, namespace, lockDays } = kept;
  return document(
    heading(`Dumps of tenants' databases in ${environment}`),
    `Each database of a tenant is dumped every ${String(kept.everyDays)} days, encrypted before it leaves its pod, and locked for ${String(lockDays)} days in the archive of the site. Each dump has a key of its own, wrapped under that of the backups and, that once more, under the tenant's. ` +
      "No role of the cluster opens one. They are for what backups can't do: one tenant's data handed over, a database taken out without its neighbours, and a tenant forgotten. After a mistake of today, restore.md is faster.",
    shell([...preamble(facts, [serving]), `TENANT=${tenant} DATABASE=${database}`]),
    fetching(facts, kept),
    step(
      2,
      "Have its key opened",
      `By somebody with both policies, ${kept.policies.join(" and ")}, or by two people, one after the other: the first hands on what still is closed. The key stands in a file that nobody else reads, and goes when the dump is open.`,
      opening(facts, kept),
    ),
    step(
      3,
      "Open it, and restore what is needed",
      "What was changed, cut off or closed by another key is refused, and nothing is left of it. The program needs Python 3.9 or newer with cryptography. Restore into an empty database beside the one that runs, never over it; then remove what was opened.",
      [
        `python3 dump.py open key dump.sealed "$DATABASE.dump" && rm key`,
        `pg_restore --list "$DATABASE.dump"`,
        `pg_restore --no-owner --no-privileges --exit-on-error --dbname="postgresql:///\${DATABASE}_then" "$DATABASE.dump"`,
      ],
    ),
    step(
      4,
      "Show that it can be opened",
      "Once after the first dump and then every year: the steps above to the end, by the people who would do it, with the number of tables and rows written down. No job can do it, because no job may open one.",
    ),
    step(
      5,
      "A dump is missing",
      "The alert DatabaseDumpOld names the job. Each of its four containers says what it lacks: the key, the database, the program or the storage. A dump that breaks off takes nobody's place: last week's stays the newest.",
      [
        `${kubectl(serving, namespace)} logs --selector app.kubernetes.io/component=dump --all-containers --prefix --tail=50`,
        ...runNow(serving, namespace, kept.job, "dump-by-hand"),
      ],
    ),
    step(
      6,
      "Keys turn",
      `By themselves, every ninety days: each dump names the version that closed it, and old versions go on opening. Never raise min_decryption_version of these two keys before the dumps that need the older ones are gone: ${String(lockDays)} days, and as long as nothing replaces the last.`,
    ),
    forgetting(facts, kept),
  );
};

function fetching(facts: RunbookFacts, kept: DumpBooks): string {
  const { serving, protocol } = facts;
  const { keys, namespace, program } = kept;
  const who =
    protocol === "s3"
      ? `The keys are those of restores: ${keys.who}.`
      : "Whoever has the role that reads backups fetches it with that.";
  return step(
    1,
    "Fetch a dump and the program that opens it",
    `An earlier week's is an earlier version of the same object. The program stands in the cluster, and in every synthesized chart of namespace ${namespace}. ${who}`,
    [
      ...copied(facts, kept),
      `${kubectl(serving, namespace)} get configmap ${program.configMap} --output=jsonpath='{.data.${program.file.replace(".", "\\.")}}' > ${program.file}`,
    ],
  );
}

/** From the archive, which is not where the site keeps its objects. */
function copied({ serving, protocol }: RunbookFacts, { keys, prefix }: DumpBooks): readonly string[] {
  const { account, bucket, host, signingRegion, addressing } = serving.archive;
  const object = `${prefix}$TENANT/$DATABASE.sealed`;
  switch (protocol) {
    case "s3":
      return [
        ...peoplesRemote("FROM", { ...serving, objects: { host, region: signingRegion, addressing } }, keys),
        `rclone lsf --s3-versions --s3-no-check-bucket "from:${bucket}/${prefix}$TENANT/"`,
        `rclone copyto --s3-no-check-bucket "from:${bucket}/${object}" dump.sealed`,
      ];
    case "azure-blob":
      return [`azcopy copy "https://${account?.name ?? ""}.blob.core.windows.net/${bucket}/${object}" dump.sealed`];
  }
}

const opening = (
  { secretsServer: { program } }: RunbookFacts,
  { keyMount, backupKey }: DumpBooks,
): readonly string[] => [
  "umask 077",
  `WRAPPED="$(python3 dump.py header dump.sealed | jq -r .key)"`,
  `INNER="$(${program} write -field=plaintext ${keyMount}/decrypt/$TENANT ciphertext="$WRAPPED" | base64 -d)"`,
  `${program} write -field=plaintext ${backupKey.mount}/decrypt/${backupKey.name} ciphertext="$INNER" | base64 -d > key`,
];

function forgetting(facts: RunbookFacts, { keyMount, lockDays, leaving }: DumpBooks): string {
  const { serving, secretsServer } = facts;
  return step(
    7,
    "Forget a tenant",
    `When its data have been handed over and nothing of it is owed any more. Destroying its key closes every dump of it for good, the locked ones too, and nobody undoes that. It does so to the end only ${String(lockDays + 7)} days later: snapshots of the secrets hold the key until their own lock has ended, and whoever has the seal and the archive could read one back until then. ` +
      `Backups of a database cluster hold the tenant's rows for the same ${String(lockDays)} days, under the storage's key. ${leaving}`,
    [
      ...vaultToken(facts, serving),
      `${secretsServer.program} write ${keyMount}/keys/$TENANT/config deletion_allowed=true`,
      `${secretsServer.program} delete ${keyMount}/keys/$TENANT`,
    ],
  );
}
