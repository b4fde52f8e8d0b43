import type { Facts } from "../facts";
import { listAt, textAt } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";

/** Whether an alert of the site looks at the age of a CronJob's last success. */
export const isMissed = (facts: Pick<Facts, "kubernetes">, site: string, cronjob: string): boolean =>
  objectsOfKind(facts, "PrometheusRule").some(
    ([, fact]) =>
      fact.site === site &&
      listAt(fact.object, "spec", "groups")
        .flatMap((group) => listAt(group, "rules"))
        .some((rule) => {
          const expression = textAt(rule, "expr") ?? "";
          return (
            textAt(rule, "alert") !== undefined &&
            expression.includes("kube_cronjob_status_last_successful_time") &&
            expression.includes(`cronjob="${cronjob}"`)
          );
        }),
  );
