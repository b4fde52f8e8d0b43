import type { RuleGroup } from "./alert";
import { overdue } from "./overdue";

export interface WatchedDrill {
  /** Cluster whose archive is restored from. */
  readonly cluster: string;
  readonly cronjob: string;
  /** Most days between two of its turns. */
  readonly everyDays: number;
}

/** No drill has brought a database back since its last turn and a day; one that had no turn yet counts from when it was declared. */
export const drillAlerts = (namespace: string, drills: readonly WatchedDrill[]): RuleGroup => ({
  name: "restore-drill",
  rules: drills.map(({ cluster, cronjob, everyDays }) => ({
    kind: "alert",
    name: "RestoreDrillOld",
    expression: overdue(namespace, cronjob, everyDays),
    during: "1h",
    severity: "ticket",
    summary: `The archive of ${cluster} was not restored and found the same for ${String(everyDays + 1)} days: read the log of job ${cronjob}`,
  })),
});
