import type { Facts, KubernetesFact } from "../../facts";
import { at, textAt, type JsonPath } from "../../facts/json";

/** Says whose a field is, where something that runs is meant to change it; undefined where it is ours. */
export type OwnedByOthers = (fact: KubernetesFact, path: JsonPath) => string | undefined;

/** Fields that controllers and webhooks write by design, among the objects of one environment. */
export function ownedByOthers({ kubernetes }: Pick<Facts, "kubernetes">): OwnedByOthers {
  const scaled = new Set(Object.values(kubernetes).flatMap(scaledBy));
  return (fact, path) => {
    const [first, second] = path;
    if (first === "spec" && second === "replicas" && scaled.has(workloadKey(fact, fact.kind, fact.name))) {
      return "an autoscaler sets the number of replicas";
    }
    if (path.at(-1) === "caBundle") return "the certificate injector writes authorities";
    if (first === "status") return "controllers write status";
    if (fact.kind === "Job" && first === "spec" && second === "suspend") return "its owner starts and stops the job";
    return undefined;
  };
}

const scaledBy = (fact: KubernetesFact): readonly string[] => {
  if (fact.kind !== "HorizontalPodAutoscaler" && fact.kind !== "ScaledObject") return [];
  const kind = textAt(fact.object, "spec", "scaleTargetRef", "kind") ?? "Deployment";
  const name = textAt(fact.object, "spec", "scaleTargetRef", "name");
  return name === undefined ? [] : [workloadKey(fact, kind, name)];
};

const workloadKey = ({ site, namespace }: KubernetesFact, kind: string, name: string): string =>
  `${site}/${namespace ?? ""}/${kind}/${name}`;

/** Why an object may be gone by itself; undefined where it may not. */
export const mayBeGone = ({ kind, object }: KubernetesFact): string | undefined =>
  kind === "Job" && at(object, "spec", "ttlSecondsAfterFinished") !== undefined
    ? "a finished job is cleaned up after its time"
    : undefined;
