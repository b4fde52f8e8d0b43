import { databaseDumps } from "../../../catalog";
import type { RuleGroup } from "./alert";
import { overdue } from "./overdue";

/** A tenant's database was not dumped since its last turn and a day; one that had no turn yet counts from when its job was declared. */
export const dumpAlerts = (
  name: string,
  dumps: readonly { readonly database: string; readonly cronjob: string }[],
  everyDays: number,
): RuleGroup => ({
  name,
  rules: dumps.map(({ database, cronjob }) => ({
    kind: "alert",
    name: "DatabaseDumpOld",
    expression: overdue(databaseDumps.namespace, cronjob, everyDays),
    during: "1h",
    severity: "ticket",
    summary: `Database ${database} was not dumped into its archive for ${String(everyDays + 1)} days: read the log of job ${cronjob}`,
  })),
});
