import { databaseDumps } from "../../../catalog";
import { selector, type RuleGroup } from "./alert";

const day = 24 * 3600;

/** A tenant's database was not dumped since its last turn and a day; one that had no turn yet counts from when its job was declared. */
export const dumpAlerts = (
  name: string,
  dumps: readonly { readonly database: string; readonly cronjob: string }[],
  everyDays: number,
): RuleGroup => ({
  name,
  rules: dumps.map(({ database, cronjob }) => {
    const of = selector({ namespace: databaseDumps.namespace, cronjob });
    const last = `max(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;
    return {
      kind: "alert",
      name: "DatabaseDumpOld",
      expression: `time() - ${last} > ${String((everyDays + 1) * day)} or absent(${last})`,
      during: "1h",
      severity: "ticket",
      summary: `Database ${database} was not dumped into its archive for ${String(everyDays + 1)} days: read the log of job ${cronjob}`,
    };
  }),
});
