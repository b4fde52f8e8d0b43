import { remote } from "./carry-objects";
import { databaseStatus, kubectl, preamble, runNow } from "./commands";
import { document, heading, shell, step } from "./markdown";
import type { RunbookBucket, RunbookFacts } from "./runbook-facts";

/** Somebody deleted what was right: what can be brought back, from where, without touching what came after. */
export const restore = (facts: RunbookFacts): string => {
  const { environment, serving, secretsNamespace, snapshotJobs, buckets, protocol } = facts;
  const at = '"2026-01-31T09:59:00Z"';
  return document(
    heading(`Restore in ${environment}: back to the moment before a mistake`),
    "Nothing here overwrites what is: databases come back beside the ones that run, objects beside the present ones, and people merge what they need. Agree on the moment first; every time below is in UTC and stands for it.",
    shell([...preamble(facts, [serving]), `AT=${at}`]),
    ...facts.databaseClusters.map((cluster, index) =>
      step(
        index + 1,
        `Database cluster ${cluster}: a second one, as it was then`,
        `It reads the archive in ${serving.archive.bucket} (${serving.archive.region}) and archives nothing itself. One instance is enough to read from. Find the image, class and size in the running cluster.`,
        databaseAt(facts, cluster),
      ),
    ),
    step(
      facts.databaseClusters.length + 1,
      "Take what is missing, then remove the second cluster",
      "A dump of one table, for example; the owner of a database bears the name of its service.",
      facts.databaseClusters.flatMap((cluster) => [
        `${kubectl(serving, facts.databaseNamespace)} exec ${cluster}-then-1 --container postgres -- pg_dump --format=custom --table=TABLE DATABASE > table.dump`,
        `${kubectl(serving, facts.databaseNamespace)} exec --stdin ${cluster}-1 --container postgres -- pg_restore --dbname=DATABASE --data-only < table.dump`,
        `${kubectl(serving, facts.databaseNamespace)} delete cluster.postgresql.cnpg.io ${cluster}-then`,
      ]),
    ),
    step(
      facts.databaseClusters.length + 2,
      "Objects: versions as they were then",
      "Every bucket keeps replaced and deleted objects for a month. What is read here goes into a folder, for people to look at.",
      protocol === "s3"
        ? buckets
            .filter((each) => !isJournal(facts, each))
            .flatMap(({ service, bucket, names }) => [
              ...remote("FROM", serving, service, bucket),
              `rclone copy from:${names[serving.id] ?? ""} "then/${bucket}" --s3-version-at "$AT" --s3-no-check-bucket --include "/PATH/**"`,
            ])
        : buckets.map(
            ({ names }) =>
              `az storage blob list --auth-mode login --blob-endpoint "${names[serving.id] ?? ""}" --include v d --query "[?properties.lastModified<='$AT']"`,
          ),
    ),
    step(
      facts.databaseClusters.length + 3,
      "Secrets: the last snapshot",
      "This replaces every secret by those of the snapshot, and whatever was written since is gone: the last resort. An earlier snapshot is an earlier version of the same object.",
      runNow(serving, secretsNamespace, snapshotJobs.restore, "restore-by-hand"),
    ),
    shell(databaseStatus(facts, serving)),
  );
};

/** Nothing is ever replaced or deleted in a journal, which has a runbook of its own. */
const isJournal = ({ journal }: RunbookFacts, { service, bucket }: RunbookBucket): boolean =>
  journal?.service === service && journal.bucket === bucket;

const databaseAt = ({ databaseNamespace, serving }: RunbookFacts, cluster: string): readonly string[] => {
  const source = `${kubectl(serving, databaseNamespace)} get cluster.postgresql.cnpg.io ${cluster} --output=jsonpath=`;
  return [
    `IMAGE="$(${source}'{.spec.imageName}')" CLASS="$(${source}'{.spec.storage.storageClass}')" SIZE="$(${source}'{.spec.storage.size}')" PULL="$(${source}'{.spec.imagePullSecrets[0].name}')"`,
    `${kubectl(serving, databaseNamespace)} apply --filename - <<END`,
    "apiVersion: postgresql.cnpg.io/v1",
    "kind: Cluster",
    `metadata: { name: ${cluster}-then }`,
    "spec:",
    "  instances: 1",
    "  imageName: $IMAGE",
    "  imagePullSecrets: [{ name: $PULL }]",
    "  storage: { storageClass: $CLASS, size: $SIZE }",
    "  bootstrap:",
    `    recovery: { source: ${serving.id}, recoveryTarget: { targetTime: "$AT" } }`,
    "  externalClusters:",
    `    - name: ${serving.id}`,
    "      plugin:",
    "        name: barman-cloud.cloudnative-pg.io",
    `        parameters: { barmanObjectName: archive-${serving.id}, serverName: ${serving.archive.folders[cluster] ?? cluster} }`,
    "END",
    `${kubectl(serving, databaseNamespace)} wait cluster.postgresql.cnpg.io/${cluster}-then --for=condition=Ready --timeout=4h`,
  ];
};
