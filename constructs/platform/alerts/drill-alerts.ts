import { selector, type RuleGroup } from "./alert";

export interface WatchedDrill {
  /** Cluster whose archive is restored from. */
  readonly cluster: string;
  readonly cronjob: string;
  /** Most days between two of its turns. */
  readonly everyDays: number;
}

const day = 24 * 3600;

/** No drill has brought a database back since its last turn and a day; one that had no turn yet counts from when it was declared. */
export const drillAlerts = (namespace: string, drills: readonly WatchedDrill[]): RuleGroup => ({
  name: "restore-drill",
  rules: drills.map(({ cluster, cronjob, everyDays }) => {
    const of = selector({ namespace, cronjob });
    const last = `max(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;
    return {
      kind: "alert",
      name: "RestoreDrillOld",
      expression: `time() - ${last} > ${String((everyDays + 1) * day)} or absent(${last})`,
      during: "1h",
      severity: "ticket",
      summary: `The archive of ${cluster} was not restored and found the same for ${String(everyDays + 1)} days: read the log of job ${cronjob}`,
    };
  }),
});
