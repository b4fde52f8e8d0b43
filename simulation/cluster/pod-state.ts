import { at, listAt, textAt, type Json } from "../../audit/facts/json";
import { groupLabel } from "./objects";

/** One pod as the cluster sees it. */
export interface PodState {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** Value of the group's label. */
  readonly group: string;
  readonly node: string | undefined;
  readonly ready: boolean;
  /** Why the scheduler found no node for it; undefined where it has not tried, or did. */
  readonly unschedulable: string | undefined;
  /** Names of the claims that it mounts. */
  readonly claims: readonly string[];
}

/** Reads a pod; undefined for one that belongs to no group, or is on its way out. */
export function podState(pod: Json): PodState | undefined {
  const group = textAt(pod, "metadata", "labels", groupLabel);
  if (group === undefined || at(pod, "metadata", "deletionTimestamp") !== undefined) return undefined;
  const condition = (type: string): Json | undefined =>
    listAt(pod, "status", "conditions").find((one) => textAt(one, "type") === type);
  const scheduled = condition("PodScheduled");
  return {
    uid: textAt(pod, "metadata", "uid") ?? "",
    namespace: textAt(pod, "metadata", "namespace") ?? "",
    name: textAt(pod, "metadata", "name") ?? "",
    group,
    node: textAt(pod, "spec", "nodeName"),
    ready: textAt(condition("Ready"), "status") === "True",
    unschedulable: textAt(scheduled, "reason") === "Unschedulable" ? textAt(scheduled, "message") : undefined,
    claims: listAt(pod, "spec", "volumes").flatMap(
      (volume) => textAt(volume, "persistentVolumeClaim", "claimName") ?? [],
    ),
  };
}
