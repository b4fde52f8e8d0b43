import type { DatabaseClusterPlan } from "../../../language";
import { selector, type Alert, type RuleGroup } from "./alert";
import { fillingVolume } from "./workload-alerts";

export interface WatchedDatabase {
  readonly namespace: string;
  /** Name of the cluster. */
  readonly name: string;
  readonly plan: Pick<DatabaseClusterPlan, "instances">;
  /** Most recent work that the recovery tier lets be lost, in seconds. */
  readonly promisedLoss: number;
  /** Whether data are written at this site, and so archived and backed up. */
  readonly writes: boolean;
}

/** A full backup every night, and two hours to make it. */
const backupAge = 26 * 3600;

/** What keeps the promises of one database cluster: its quorum, its replicas, its archive and its backups. */
export function databaseAlerts({ namespace, name, plan, promisedLoss, writes }: WatchedDatabase): RuleGroup {
  const labels = { namespace, pod: `~${name}-[0-9]+` };
  return {
    name,
    rules: [
      ...instanceAlerts(name, labels, plan.instances.value),
      replicationAlert(name, labels, promisedLoss, writes),
      ...fillingVolume({ namespace, persistentvolumeclaim: `~${name}-[0-9]+` }, `volume of database ${name}`),
      ...(writes ? archiveAlerts(name, labels, promisedLoss) : []),
    ],
  };
}

function instanceAlerts(name: string, labels: Readonly<Record<string, string>>, instances: number): readonly Alert[] {
  const up = `(count(cnpg_collector_up${selector(labels)} == 1) or vector(0))`;
  const quorum = String(Math.floor(instances / 2) + 1);
  return [
    {
      kind: "alert",
      name: "DatabaseWithoutQuorum",
      expression: `${up} < ${quorum}`,
      during: "1m",
      severity: "page",
      summary: `Fewer than ${quorum} of ${String(instances)} instances of ${name} answer: commits wait or are at risk`,
    },
    {
      kind: "alert",
      name: "DatabaseInstanceMissing",
      expression: `${up} < ${String(instances)}`,
      during: "15m",
      severity: "ticket",
      summary: `${name} has fewer than its ${String(instances)} instances: the next failure is not covered`,
    },
  ];
}

/**
 * Where data are written, replicas stream. Where they follow from the archive, the lag is the age of the last commit that came, and
 * grows on a quiet night too: that is looked at by day, after an hour.
 */
function replicationAlert(
  name: string,
  labels: Readonly<Record<string, string>>,
  promisedLoss: number,
  writes: boolean,
): Alert {
  return {
    kind: "alert",
    name: "DatabaseReplicationBehind",
    expression: `max(cnpg_pg_replication_lag${selector(labels)}) > ${String(promisedLoss)}`,
    during: writes ? "1m" : "1h",
    severity: writes ? "page" : "ticket",
    summary: `A replica of ${name} is more behind than the ${String(promisedLoss)} s that may be lost`,
  };
}

function archiveAlerts(name: string, labels: Readonly<Record<string, string>>, promisedLoss: number): readonly Alert[] {
  const waiting = `cnpg_collector_pg_wal_archive_status${selector({ ...labels, value: "ready" })}`;
  const last = `max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp${selector(labels)})`;
  return [
    {
      kind: "alert",
      name: "DatabaseArchiveBehind",
      // Without work there is nothing to archive: time alone says nothing.
      expression: `max(cnpg_pg_stat_archiver_seconds_since_last_archival${selector(labels)}) > ${String(promisedLoss)} and max(${waiting}) > 0`,
      severity: "page",
      summary: `Log of ${name} waits, and none was archived for longer than the ${String(promisedLoss)} s that may be lost`,
    },
    {
      kind: "alert",
      name: "DatabaseArchiveFailing",
      expression: `sum(increase(cnpg_pg_stat_archiver_failed_count${selector(labels)}[15m])) > 0`,
      during: "5m",
      severity: "ticket",
      summary: `Archiving the log of ${name} fails`,
    },
    {
      kind: "alert",
      name: "DatabaseBackupOld",
      // Zero until the first backup, and then a moment of 1970: as old as can be.
      expression: `time() - ${last} > ${String(backupAge)} or absent(${last})`,
      during: "1h",
      severity: "page",
      summary: `The last full backup of ${name} is older than a night, or there is none`,
    },
  ];
}
