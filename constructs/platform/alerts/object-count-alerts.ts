import { objectCount } from "../../../catalog";
import { selector, type RuleGroup } from "./alert";

/** Seconds after which a database that says nothing new is one that a tenant has left behind. */
const left = 14 * 24 * 3600;

/** What lies in buckets was counted, and is so no longer: it is not charged for any more. */
export function objectCountAlerts(namespace: string): RuleGroup {
  const age = `time() - max by (datname) (${objectCount.series.counted}${selector({ namespace })})`;
  return {
    name: "object-count",
    rules: [
      {
        kind: "alert",
        name: "ObjectsNotCounted",
        expression: `(${age} > ${String(objectCount.stale)}) < ${String(left)}`,
        during: "1h",
        severity: "ticket",
        summary: `What lies in the buckets of {{ $labels.datname }} was not counted for two days and is not charged: read the log of its job count-objects`,
      },
    ],
  };
}
