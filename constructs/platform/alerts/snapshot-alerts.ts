import { selector, type RuleGroup } from "./alert";

/** The CronJob that carries secrets out of the site: it must have succeeded within what may be lost, in seconds. */
export function snapshotAlerts(namespace: string, cronjob: string, promisedLoss: number): RuleGroup {
  const last = `max(kube_cronjob_status_last_successful_time${selector({ namespace, cronjob })})`;
  return {
    name: "age",
    rules: [
      {
        kind: "alert",
        name: "SecretSnapshotOld",
        expression: `time() - ${last} > ${String(promisedLoss)} or absent(${last})`,
        during: "5m",
        severity: "page",
        summary: `No snapshot of the secrets was carried out of the site within the ${String(promisedLoss)} s that may be lost`,
      },
    ],
  };
}
