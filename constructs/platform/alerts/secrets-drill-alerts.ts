import type { RuleGroup } from "./alert";
import { overdue } from "./overdue";

/** No snapshot of the secrets was restored and opened since the last turn and a day. */
export const secretsDrillAlerts = (namespace: string, cronjob: string, everyDays: number): RuleGroup => ({
  name: "drill",
  rules: [
    {
      kind: "alert",
      name: "SecretsDrillOld",
      expression: overdue(namespace, cronjob, everyDays),
      during: "1h",
      severity: "ticket",
      summary: `No snapshot of the secrets was restored and opened for ${String(everyDays + 1)} days: read the log of job ${cronjob}`,
    },
  ],
});
