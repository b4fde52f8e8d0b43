import { grouped } from "../../audit/grouped";
import { membersAt, textAt, type JsonObject } from "../../audit/facts/json";
import type { Mistake } from "../../language";
import type { PodState } from "../cluster/pod-state";
import { groupValue } from "../cluster/objects";
import { mebibytesOf, millicoresOf, requestsOf } from "../node-load";
import type { SiteWorld } from "../world/world";

/** What a namespace's pods ask for together. */
interface Use {
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
}

/**
 * Quotas that allow less than the pods of their namespace ask for. The API admits such pods where its controller counts a quota anew at the moment in
 * which they come, and a cluster that is asked again refuses them: whether it did is chance, whether they fit is not.
 */
export function overdrawnQuotas(
  { objects, groups }: Pick<SiteWorld, "objects" | "groups">,
  pods: readonly PodState[],
): readonly Mistake[] {
  const requests = new Map(groups.map((group) => [groupValue(group), requestsOf(group)]));
  const standing = grouped(pods, ({ namespace }) => namespace);
  return objects
    .filter((object) => textAt(object, "kind") === "ResourceQuota")
    .flatMap((quota) => {
      const namespace = textAt(quota, "metadata", "namespace") ?? "";
      const here = standing.get(namespace) ?? [];
      const sum = (of: "cpu" | "memory"): number =>
        here.reduce((total, pod) => total + (requests.get(pod.group)?.[of] ?? 0), 0);
      return overdrawn(quota, `${namespace}/${textAt(quota, "metadata", "name") ?? ""}`, {
        pods: here.length,
        cpu: sum("cpu"),
        memory: sum("memory"),
      });
    });
}

function overdrawn(quota: JsonObject, id: string, use: Use): readonly Mistake[] {
  const hard = new Map(membersAt(quota, "spec", "hard").map(([name]) => [name, textAt(quota, "spec", "hard", name)]));
  const limits: readonly (readonly [string, number, (text: string) => number])[] = [
    ["pods", use.pods, Number],
    ["requests.cpu", use.cpu, millicoresOf],
    ["requests.memory", use.memory, mebibytesOf],
  ];
  return limits.flatMap(([name, used, parse]): readonly Mistake[] => {
    const allowed = hard.get(name);
    return allowed === undefined || used <= parse(allowed)
      ? []
      : [
          {
            where: `quota ${id}`,
            value: used,
            why: `exceeded quota: it allows ${allowed} of ${name}`,
            wayOut: "raise the quota of its namespace to what its pods request at their most",
          },
        ];
  });
}
