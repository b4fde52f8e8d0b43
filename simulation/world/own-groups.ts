import type { Facts, KubernetesFact } from "../../audit";
import { at, listAt, numberAt, textAt, type JsonObject } from "../../audit/facts/json";
import { hasLabels } from "../../audit/network/label-selector";
import { Neighbours } from "../../audit/workloads/neighbours";
import { podTemplates, type PodTemplate } from "../../audit/workloads/pod-template";
import { meshProxies } from "./mesh-proxy";
import { schedulable } from "./pod-spec";
import { waitingTheirTurn } from "./turns";
import type { PodGroup } from "./world";

/** Pods that synthesized objects of a site make. */
export function ownGroups(facts: Facts, site: string): readonly PodGroup[] {
  const neighbours = new Neighbours(facts);
  const besideOf = besideIn(facts, meshProxies(facts, site));
  const templates = podTemplates(facts).filter(({ fact }) => fact.site === site);
  const waiting = waitingTheirTurn(templates);
  return templates.map((template) => ownGroup(template, neighbours, besideOf(template), waiting));
}

function ownGroup(
  template: PodTemplate,
  neighbours: Neighbours,
  beside: readonly JsonObject[],
  waiting: ReadonlySet<PodTemplate>,
): PodGroup {
  const { fact, namespace, labels, spec, longRunning } = template;
  const scaler = neighbours
    .of(fact.site, namespace, "HorizontalPodAutoscaler")
    .find(
      ({ object }) =>
        textAt(object, "spec", "scaleTargetRef", "kind") === fact.kind &&
        textAt(object, "spec", "scaleTargetRef", "name") === fact.name,
    );
  const replicas = waiting.has(template) ? 0 : replicasOf(fact, scaler);
  const pod = schedulable(spec, beside);
  return {
    id: `${namespace}/${fact.name}`,
    origin: "ours",
    controller: fact.kind === "StatefulSet" || fact.kind === "DaemonSet" ? fact.kind : "Deployment",
    namespace,
    name: fact.name,
    replicas,
    most: numberAt(scaler?.object, "spec", "maxReplicas") ?? replicas,
    labels,
    pod,
    claims: listAt(fact.object, "spec", "volumeClaimTemplates").flatMap(
      (claim) => textAt(claim, "metadata", "name") ?? [],
    ),
    parallel: textAt(fact.object, "spec", "podManagementPolicy") === "Parallel",
    spread: at(pod, "topologySpreadConstraints") !== undefined || at(pod, "affinity") !== undefined,
    passing: !longRunning,
  };
}

/** What the object says, or what its autoscaler keeps; 1 of a job, unless it is suspended. */
function replicasOf({ object, kind }: KubernetesFact, scaler: KubernetesFact | undefined): number {
  if (at(object, "spec", "suspend") === true) return 0;
  if (kind === "Job" || kind === "CronJob" || kind === "Pod") return 1;
  const least = scaler === undefined ? 0 : (numberAt(scaler.object, "spec", "minReplicas") ?? 1);
  return Math.max(numberAt(object, "spec", "replicas") ?? 1, least);
}

/** What the mesh puts beside the containers of a pod. */
function besideIn({ plan: { podSets } }: Facts, proxies: ReturnType<typeof meshProxies>) {
  return ({ namespace, labels }: Pick<PodTemplate, "namespace" | "labels">): readonly JsonObject[] =>
    Object.entries(podSets)
      .filter(([, set]) => isInside(namespace, set.namespace) && hasLabels(labels, set.labels))
      .map(([id]) => proxies(id))
      .find((found) => found.length > 0) ?? [];
}

/** Namespaces of a tenant end in the name that the plan has for all of them. */
const isInside = (namespace: string, planned: string): boolean =>
  namespace === planned || namespace.endsWith(`-${planned}`);
