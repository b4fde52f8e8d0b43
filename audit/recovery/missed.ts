import type { Facts } from "../facts";
import { textAt } from "../facts/json";
import { alertRulesAt } from "../workloads/alert-rules";

/** Whether an alert of the site looks at the age of a CronJob's last success. */
export const isMissed = (facts: Pick<Facts, "kubernetes">, site: string, cronjob: string): boolean =>
  alertRulesAt(facts, site).some((rule) => {
    const expression = textAt(rule, "expr") ?? "";
    return (
      textAt(rule, "alert") !== undefined &&
      expression.includes("kube_cronjob_status_last_successful_time") &&
      expression.includes(`cronjob="${cronjob}"`)
    );
  });
