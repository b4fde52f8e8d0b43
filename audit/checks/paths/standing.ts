import type { Facts, KubernetesFact } from "../../facts";
import { numberAt, textsAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { hasLabels } from "../../network/label-selector";

/** Sites at which pods of a set stand, by our own objects: a site that waits keeps none of what runs once for all. */
export const sitesWith = (facts: Facts, podSet: string): ReadonlySet<string> => {
  const set = facts.plan.podSets[podSet];
  return new Set(
    set === undefined
      ? []
      : ["Deployment", "StatefulSet", "Job"].flatMap((kind) =>
          objectsOfKind(facts, kind)
            .filter(([, fact]) => fact.namespace === set.namespace && stands(fact))
            .filter(([, { object }]) =>
              hasLabels(textsAt(object, "spec", "template", "metadata", "labels"), set.labels),
            )
            .map(([, { site }]) => site),
        ),
  );
};

const stands = ({ object }: KubernetesFact): boolean => (numberAt(object, "spec", "replicas") ?? 1) > 0;
