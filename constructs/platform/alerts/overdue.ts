import { selector } from "./alert";

const day = 24 * 3600;

/**
 * PromQL that is true where a CronJob did not succeed since its last turn and a day, or nobody tells of it; one that had no turn yet counts from when it
 * was declared.
 */
export function overdue(namespace: string, cronjob: string, everyDays: number): string {
  const of = selector({ namespace, cronjob });
  const last = `max(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;
  return `time() - ${last} > ${String((everyDays + 1) * day)} or absent(${last})`;
}
