import type { Construct } from "constructs";
import type { ExpansionTemplate } from "../../../imports/custom-resources/gatekeeper/expansion-template";
import { customObject } from "../../kubernetes/custom-object";

/** Where each kind keeps the pods that it will make. */
const sources = [
  { name: "workloads", group: "apps", kinds: ["DaemonSet", "Deployment", "StatefulSet"], source: "spec.template" },
  { name: "jobs", group: "batch", kinds: ["Job"], source: "spec.template" },
  { name: "cron-jobs", group: "batch", kinds: ["CronJob"], source: "spec.jobTemplate.spec.template" },
] as const;

/**
 * Rules over pods judge a workload by the pods it would make, so that whoever applies it is told, instead of a controller that
 * tries for ever.
 */
export function podExpansion(scope: Construct): void {
  for (const { name, group, kinds, source } of sources) {
    const template: ExpansionTemplate = {
      apiVersion: "expansion.gatekeeper.sh/v1beta1",
      kind: "ExpansionTemplate",
      spec: {
        applyTo: [{ groups: [group], kinds, versions: ["v1"] }],
        templateSource: source,
        generatedGVK: { group: "", version: "v1", kind: "Pod" },
      },
    };
    customObject(scope, { name }, template);
  }
}
