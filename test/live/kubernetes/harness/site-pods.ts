import type { Facts } from "../../../../audit/facts";
import { at, isObject, listAt, numberAt, textAt, type Json } from "../../../../audit/facts/json";
import { podTemplates, type PodTemplate } from "../../../../audit/workloads/pod-template";
import type { Candidate } from "./admission";

/** Every pod that the workloads of a site come to at their largest. */
export const sitePods = (facts: Pick<Facts, "kubernetes">, site: string): readonly Candidate[] =>
  podTemplates({
    kubernetes: Object.fromEntries(Object.entries(facts.kubernetes).filter(([, fact]) => fact.site === site)),
  }).flatMap((template) => podsOf(facts, template));

/** As many pods as the workload may come to; a job's or a schedule's run as one. */
function podsOf(facts: Pick<Facts, "kubernetes">, template: PodTemplate): readonly Candidate[] {
  const { fact, namespace, object: id } = template;
  const metadata = at(fact.object, ...template.path.slice(0, -1), "metadata");
  const claimed = claimedVolumes(fact.object);
  return Array.from({ length: template.longRunning ? mostReplicas(facts, template) : 1 }, (_, index) => ({
    id: `${id} pod ${String(index)}`,
    namespace,
    object: {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        ...(isObject(metadata) ? metadata : {}),
        name: `${fact.kind.toLowerCase()}-${fact.name}-${String(index)}`,
      },
      spec: isObject(template.spec)
        ? { ...template.spec, volumes: [...listAt(template.spec, "volumes"), ...claimed] }
        : template.spec,
    },
  }));
}

/** Volumes that the controller of a StatefulSet adds to each of its pods. */
const claimedVolumes = (workload: Json): readonly Json[] =>
  listAt(workload, "spec", "volumeClaimTemplates").map((claim) => {
    const name = textAt(claim, "metadata", "name") ?? "";
    return { name, persistentVolumeClaim: { claimName: name } };
  });

function mostReplicas(facts: Pick<Facts, "kubernetes">, { fact }: PodTemplate): number {
  const scalers = Object.values(facts.kubernetes).filter(
    ({ site, namespace, kind, object }) =>
      site === fact.site &&
      namespace === fact.namespace &&
      kind === "HorizontalPodAutoscaler" &&
      isTarget(at(object, "spec", "scaleTargetRef"), fact.kind, fact.name),
  );
  return Math.max(
    numberAt(fact.object, "spec", "replicas") ?? 1,
    ...scalers.map(({ object }) => numberAt(object, "spec", "maxReplicas") ?? 1),
  );
}

const isTarget = (reference: Json | undefined, kind: string, name: string): boolean =>
  textAt(reference, "kind") === kind && textAt(reference, "name") === name;
