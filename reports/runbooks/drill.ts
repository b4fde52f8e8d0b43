import { remote } from "./carry-objects";
import { kubectl, preamble, runNow } from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

interface Exercise {
  readonly title: string;
  readonly text: string;
  readonly commands?: readonly string[];
}

/** What no file shows: that it works, and how long it takes. Twice a year, and after every change of a site. */
export const drill = (facts: RunbookFacts): string => {
  const { environment, serving, other } = facts;
  return document(
    heading(`Drill in ${environment}`),
    "Every time in the plan is an estimate until a drill has replaced it. Write down the date, who took part, and for each step when it began and ended; the plan's figures take their numbers from there.",
    list(facts.steps.map(({ step: name, takes }) => `${name}: planned ${takes}, measured ____`)),
    shell(preamble(facts, other === undefined || other.kind === "lost" ? [serving] : [serving, other.site])),
    ...[loss(facts), backup, secrets(facts), copies(facts), ...sites(facts), alarm(facts)].map(
      ({ title, text, commands }, index) => step(index + 1, title, text, commands),
    ),
  );
};

const loss = ({ serving, databaseClusters, databaseNamespace }: RunbookFacts): Exercise => ({
  title: "A pod and a data centre",
  text: "The primary instance goes; another one leads. Count from the first failed write to the first that succeeds.",
  commands: databaseClusters.flatMap((cluster) => [
    `PRIMARY="$(${kubectl(serving, databaseNamespace)} get cluster.postgresql.cnpg.io ${cluster} --output=jsonpath='{.status.currentPrimary}')"`,
    `${kubectl(serving, databaseNamespace)} delete pod "$PRIMARY" --grace-period=0 --force`,
    `${kubectl(serving, databaseNamespace)} wait cluster.postgresql.cnpg.io/${cluster} --for=condition=Ready --timeout=15m`,
  ]),
});

const backup: Exercise = {
  title: "A backup can be read",
  text: "As in `restore.md`, to a moment an hour ago; count the rows of one table. A backup that nobody has read is a hope.",
};

const secrets = ({ serving, secretsNamespace, secretsDrill: { job, everyDays } }: RunbookFacts): Exercise => ({
  title: "The newest snapshot of the secrets opens",
  text: `Every ${everyDays === 1 ? "day" : `${String(everyDays)} days`} a job restores it into a server of its own, under the same seal key, and compares the mark in it. Its last line says how old the snapshot was, which is the loss as measured, and how long the restore took.`,
  commands: [
    ...runNow(serving, secretsNamespace, job, "drill-secrets"),
    `${kubectl(serving, secretsNamespace)} logs job/drill-secrets --container=drill`,
  ],
});

/** Where no job reads what a storage copies, people look at some. */
const copies = (facts: RunbookFacts): Exercise => {
  const title = "Copies of objects hold the same";
  const { replicaLooks: looks, serving, other } = facts;
  if (looks !== undefined && other !== undefined) {
    const lastSuccess = (site: RunbookSite, workload: string): string =>
      `kubectl --context ${site.context} get cronjobs --all-namespaces --selector=app.kubernetes.io/component=${workload} --output=custom-columns=NAMESPACE:.metadata.namespace,LAST:.status.lastSuccessfulTime`;
    return {
      title,
      text: "Every Sunday each service draws a sample of its buckets where they are written, reads it where the storage copies it to, and asks the source again where something differs. Both lists show this week's Sunday in every line; the last line of each job says how many were the same. A journal nobody compares, because whoever writes it reads nothing: with the keys that restore, read some of it back at both ends.",
      commands: [lastSuccess(serving, looks.draws), lastSuccess(other.site, looks.compares)],
    };
  }
  return {
    title,
    text: "Where a job carries them, it compares some every week. Where the storage copies them itself to where no job reads them, nothing does: read a folder of each bucket at both ends, older than a day, so that it must have arrived. What differs is named.",
    commands:
      facts.protocol === "s3" && other !== undefined
        ? facts.buckets.flatMap(({ service, bucket, names }) => compared(facts, other.site, service, bucket, names))
        : [],
  };
};

const compared = (
  { serving, journal }: RunbookFacts,
  site: RunbookSite,
  service: string,
  bucket: string,
  names: Readonly<Record<string, string>>,
): readonly string[] => {
  const [from, to] = [names[serving.id], names[site.id]];
  // Whoever writes a journal sees nothing there.
  const isJournal = journal?.service === service && journal.bucket === bucket;
  if (from === undefined || to === undefined || isJournal) return [];
  return [
    ...remote("FROM", serving, service, bucket),
    ...remote("TO", site, service, bucket),
    `rclone check from:${from} to:${to} --download --one-way --min-age 1d --include "/PATH/**"`,
  ];
};

const sites = ({ other, secretsNamespace, snapshotJobs }: RunbookFacts): readonly Exercise[] =>
  other === undefined || other.kind === "lost"
    ? [
        {
          title: "A rebuild",
          text: "As in `rebuild.md`, as another environment in a test account, from a copy of the backups. This measures provision and restore.",
        },
      ]
    : [
        {
          title: "The secrets have arrived at the other site",
          text: "The job of the last hour succeeded, and so does one now.",
          commands: runNow(other.site, secretsNamespace, snapshotJobs.follow, "drill-follow"),
        },
        {
          title: "A switch, and back",
          text: `As in \`switch.md\`, to ${other.site.region} and a day later home. This measures decide, promote, applications and names. A failover without tokens is drilled on another stage of the environment, because its databases must be built anew.`,
        },
      ];

const alarm = ({ serving }: RunbookFacts): Exercise => ({
  title: "The alarm",
  text: `Block the public address of ${serving.region} for three minutes: the alarm must come from outside the region.`,
});
