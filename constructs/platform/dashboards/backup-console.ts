import { selector } from "../alerts/alert";
import { panelJson, type Panel } from "./panel";

/** A CronJob whose last success is worth seeing. */
export interface WatchedJob {
  readonly namespace: string;
  readonly cronjob: string;
}

export interface BackupConsoleProps {
  /** Where database clusters and their drills run. */
  readonly databases: { readonly namespace: string; readonly clusters: readonly string[] };
  /** Restore drills by cluster. */
  readonly drills: Readonly<Record<string, string>>;
  /** What carries secrets out of the site, where this one does. */
  readonly secrets: WatchedJob;
  /** What restores the newest snapshot of the secrets. */
  readonly secretsDrill: WatchedJob;
  /** What carries the objects of buckets, as regular expressions; it shows nothing where the storage copies them itself. */
  readonly carriers: WatchedJob;
}

/**
 * Grafana's JSON of everything that could bring data back: how old each database's last backup is and how far its log is archived,
 * when each was last restored and found the same, how old the last snapshot of the secrets is. What a cloud copies
 * by itself tells no metric, and so is not here.
 */
export const backupConsole = (props: BackupConsoleProps): string =>
  JSON.stringify(
    {
      uid: "bestek-backups",
      title: "Backups and restore drills",
      tags: ["bestek", "backups"],
      editable: false,
      schemaVersion: 41,
      version: 1,
      timezone: "browser",
      refresh: "1m",
      time: { from: "now-7d", to: "now" },
      panels: panels(props).map(panelJson),
    },
    null,
    2,
  );

const panels = ({ databases, drills, secrets, secretsDrill, carriers }: BackupConsoleProps): readonly Panel[] => [
  {
    title: "Age of each database's last full backup",
    kind: "stat",
    unit: "s",
    queries: databases.clusters.map((cluster) => ({
      expression: `time() - max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp${instances(databases.namespace, cluster)})`,
      legend: cluster,
    })),
  },
  {
    title: "Age of each database's last restore that brought back the same",
    kind: "stat",
    unit: "s",
    queries: Object.entries(drills).map(([cluster, cronjob]) => ({
      expression: lastSuccess({ namespace: databases.namespace, cronjob }),
      legend: cluster,
    })),
  },
  {
    title: "Time since each database's log was archived",
    kind: "timeseries",
    unit: "s",
    queries: databases.clusters.map((cluster) => ({
      expression: `max(cnpg_pg_stat_archiver_seconds_since_last_archival${instances(databases.namespace, cluster)})`,
      legend: cluster,
    })),
  },
  {
    title: "Restore drills that failed",
    kind: "timeseries",
    unit: "short",
    queries: [
      {
        expression: `sum by (job_name) (kube_job_status_failed${selector({ namespace: databases.namespace, job_name: `~(${Object.values(drills).join("|")})-.+` })})`,
        legend: "{{job_name}}",
      },
    ],
  },
  {
    title: "Age of the last snapshot of the secrets",
    kind: "stat",
    unit: "s",
    queries: [{ expression: lastSuccess(secrets) }],
  },
  {
    title: "Age of the last restore of the secrets that opened",
    kind: "stat",
    unit: "s",
    queries: [{ expression: lastSuccess(secretsDrill) }],
  },
  {
    title: "Age of the last run that carried a bucket's objects elsewhere",
    kind: "stat",
    unit: "s",
    queries: [
      {
        expression: `time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time${selector({ namespace: `~${carriers.namespace}`, cronjob: `~${carriers.cronjob}` })})`,
        legend: "{{namespace}}/{{cronjob}}",
      },
    ],
  },
  {
    title: "What databases, backups and drills say",
    kind: "logs",
    unit: "short",
    queries: [{ expression: `{namespace="${databases.namespace}"}` }],
  },
];

const instances = (namespace: string, cluster: string): string => selector({ namespace, pod: `~${cluster}-[0-9]+` });

const lastSuccess = ({ namespace, cronjob }: WatchedJob): string =>
  `time() - max(kube_cronjob_status_last_successful_time${selector({ namespace, cronjob })})`;
