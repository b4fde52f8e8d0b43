import type { PodSecurity } from "../../../language";
import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { textAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { excuse } from "../../workloads/exception";
import { podTemplates } from "../../workloads/pod-template";
import { baseline } from "./baseline";
import type { Control } from "./pod";
import { restricted } from "./restricted";
import { tokenFindings } from "./service-account-token";

const id = "pod-security";
const ours = pen(id);
const label = "pod-security.kubernetes.io/enforce";

type Level = PodSecurity["level"];

/** From the strictest to the loosest. */
const levels: readonly Level[] = ["restricted", "baseline", "privileged"];

const controlsOf: Readonly<Record<Level, readonly Control[]>> = {
  restricted: Object.values(restricted),
  baseline: Object.values(baseline),
  privileged: [],
};

/** Pods meet the Pod Security standard that their namespace enforces, and namespaces enforce the strictest they can. */
export const podSecurity: Check = {
  id,
  title: 'Every pod meets the Pod Security standard of its namespace, "restricted" unless the plan says why not',
  controls: ["A.8.2", "A.8.9"],
  judge: (facts) => [...judgeNamespaces(facts), ...judgePods(facts), ...judgeFootprints(facts)],
};

const enforcedIn = (namespace: KubernetesFact | undefined): Level | undefined => {
  const text = textAt(namespace?.object, "metadata", "labels", label);
  return levels.find((level) => level === text);
};

function judgeNamespaces(facts: Facts): readonly Verdict[] {
  return objectsOfKind(facts, "Namespace").flatMap(([object, namespace]) => {
    const where = `metadata.labels.${label}`;
    const level = enforcedIn(namespace);
    if (level === undefined) {
      const value = textAt(namespace.object, "metadata", "labels", label);
      return ours.sum(object, {
        failures: [
          {
            where,
            ...(value === undefined ? {} : { value }),
            why: value === undefined ? "is missing, so that any pod is admitted" : "is no Pod Security standard",
            wayOut: `use one of: ${levels.join(", ")}`,
          },
        ],
      });
    }
    const planned = facts.plan.namespaces[namespace.name]?.podSecurity;
    const isExcused = planned !== undefined && planned.level !== "restricted" && !isLooser(level, planned.level);
    const failures: readonly Finding[] =
      level === "restricted" || isExcused
        ? []
        : [
            {
              where,
              value: level,
              why: 'is looser than "restricted", and the plan gives no reason for it',
              wayOut: 'enforce "restricted", or plan the level with its reason',
            },
          ];
    const note =
      isExcused && level !== "restricted" ? `exception pod-security: ${level}, because ${planned.reason}` : undefined;
    return ours.sum(object, { failures }, note);
  });
}

const isLooser = (level: Level, than: Level): boolean => levels.indexOf(level) > levels.indexOf(than);

function judgePods(facts: Facts): readonly Verdict[] {
  return podTemplates(facts).flatMap((pod) => {
    const namespace = facts.kubernetes[`${pod.fact.site}/_cluster/Namespace/${pod.namespace}`];
    // Without a label the API server admits anything; the pod is judged by what it should be.
    const level = enforcedIn(namespace) ?? "restricted";
    const reason = excuse(pod.annotations, "service-account-token");
    return ours.sum(
      pod.object,
      { failures: [...controlsOf[level].flatMap((control) => control(pod)), ...tokenFindings(facts, pod)] },
      reason === undefined ? undefined : `exception service-account-token: ${reason}`,
    );
  });
}

/** Declared pods can't be seen; that their namespace lets them in at all can. */
function judgeFootprints(facts: Facts): readonly Verdict[] {
  return Object.values(facts.footprints).flatMap(({ component, namespace, podSecurity: declared, file }) =>
    objectsOfKind(facts, "Namespace")
      .filter(([, { name }]) => name === namespace)
      .flatMap(([object, fact]) => {
        const level = enforcedIn(fact);
        return ours.sum(`${fact.site}/footprint/${component}`, {
          failures:
            level !== undefined && isLooser(declared.level, level)
              ? [
                  {
                    where: `${file}: podSecurity.level`,
                    value: declared.level,
                    why: `is looser than "${level}", which ${object} enforces: the API server would refuse the pods`,
                    wayOut: "give the component a namespace of its level",
                  },
                ]
              : [],
        });
      }),
  );
}
