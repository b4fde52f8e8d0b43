import type { Facts } from "../facts";
import { textAt } from "../facts/json";
import { oncePerObject } from "../once-per-object";
import { alertRules } from "../workloads/alert-rules";

/** Whether an alert of the site looks at the age of a CronJob's last success; of one in any namespace where none is given. */
export const isMissed = (
  { kubernetes }: Pick<Facts, "kubernetes">,
  site: string,
  cronjob: string,
  namespace = "",
): boolean => missedJobs(kubernetes).has(key(site, namespace, cronjob));

const key = (site: string, namespace: string, cronjob: string): string => `${site}/${namespace}/${cronjob}`;

/** Asked of each of a thousand jobs: the rules are read once. */
const missedJobs = oncePerObject((kubernetes: Facts["kubernetes"]): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { site, rule } of alertRules({ kubernetes })) {
    const expression = textAt(rule, "expr") ?? "";
    if (textAt(rule, "alert") === undefined) continue;
    for (const [, labels = ""] of expression.matchAll(/kube_cronjob_status_last_successful_time\{([^}]*)\}/g)) {
      const cronjob = /\bcronjob="([^"]+)"/.exec(labels)?.[1];
      const namespace = /\bnamespace="([^"]+)"/.exec(labels)?.[1] ?? "";
      if (cronjob === undefined) continue;
      found.add(key(site, "", cronjob)).add(key(site, namespace, cronjob));
    }
  }
  return found;
});
