import type { Finding } from "../../check";
import { at, dotted, isObject, listAt, numberAt, textAt, type Json } from "../../facts/json";
import { selects } from "../../network/label-selector";
import type { Neighbours } from "../../workloads/neighbours";
import type { PodTemplate } from "../../workloads/pod-template";
import type { Rule } from "./rule";

const replicated = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

/** Fewest pods that run in normal operation: what the object says, or what its autoscaler keeps. */
function replicasOf({ fact, namespace }: PodTemplate, neighbours: Neighbours): number {
  if (!replicated.includes(fact.kind)) return 1;
  const scaled = neighbours
    .of(fact.site, namespace, "HorizontalPodAutoscaler")
    .filter(
      ({ object }) =>
        textAt(object, "spec", "scaleTargetRef", "kind") === fact.kind &&
        textAt(object, "spec", "scaleTargetRef", "name") === fact.name,
    )
    .map(({ object }) => numberAt(object, "spec", "minReplicas") ?? 1);
  return Math.max(numberAt(fact.object, "spec", "replicas") ?? 1, ...scaled);
}

/** Draining a node keeps enough replicas, and still can end. */
export const disruptionBudget: Rule = {
  id: "disruption-budget",
  judge: (pod, neighbours) => {
    const replicas = replicasOf(pod, neighbours);
    if (replicas < 2) return [];
    const budgets = neighbours
      .of(pod.fact.site, pod.namespace, "PodDisruptionBudget")
      .filter(({ object }) =>
        isObject(at(object, "spec", "selector")) ? selects(at(object, "spec", "selector"), pod.labels) : false,
      );
    const [budget] = budgets;
    if (budget === undefined) {
      return [
        {
          where: "kind PodDisruptionBudget",
          why: `none selects these pods, so that draining nodes may end all ${String(replicas)} replicas at once`,
          wayOut: "add one that keeps the planned number available",
        },
      ];
    }
    return budgets.flatMap(({ object, name }) => budgetFindings(object, name, replicas));
  },
};

function budgetFindings(budget: Json, name: string, replicas: number): readonly Finding[] {
  const minimum = share(at(budget, "spec", "minAvailable"), replicas);
  const unavailable = share(at(budget, "spec", "maxUnavailable"), replicas);
  const kept = minimum ?? replicas - (unavailable ?? 0);
  const where = `PodDisruptionBudget ${name}`;
  const field = minimum === undefined ? "maxUnavailable" : "minAvailable";
  const value = at(budget, "spec", field) ?? null;
  if (kept >= replicas) {
    return [
      {
        where: `${where} spec.${field}`,
        value,
        why: `lets none of ${String(replicas)} replicas go, so that draining a node never ends`,
        wayOut: "keep at most one fewer than the replicas",
      },
    ];
  }
  return kept <= 0
    ? [
        {
          where: `${where} spec.${field}`,
          value,
          why: `lets all ${String(replicas)} replicas go at once`,
          wayOut: "keep at least one",
        },
      ]
    : [];
}

/** A number of pods, or a percentage of them, which Kubernetes rounds up. */
function share(value: Json | undefined, replicas: number): number | undefined {
  if (typeof value === "number") return value;
  const percent = typeof value === "string" ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * replicas) / 100);
}

const zoneKey = "topology.kubernetes.io/zone";

/** Losing a zone leaves replicas in the others. */
export const zoneSpread: Rule = {
  id: "zone-spread",
  judge: (pod, neighbours) => {
    if (replicasOf(pod, neighbours) < 2 || isSpread(pod)) return [];
    return [
      {
        where: dotted([...pod.path, "topologySpreadConstraints"]),
        why: `has none over ${zoneKey} that selects these pods, so that one zone may hold all replicas`,
        wayOut: "spread the pods over zones by their own labels",
      },
    ];
  },
};

const isSpread = ({ spec, labels }: PodTemplate): boolean =>
  listAt(spec, "topologySpreadConstraints").some(
    (constraint) => textAt(constraint, "topologyKey") === zoneKey && selectsOwn(constraint, labels),
  ) ||
  listAt(spec, "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution").some(
    (term) => textAt(term, "topologyKey") === zoneKey && selectsOwn(term, labels),
  );

/** Without a selector a constraint counts no pod. */
const selectsOwn = (constraint: Json, labels: PodTemplate["labels"]): boolean => {
  const selector = at(constraint, "labelSelector");
  return isObject(selector) && selects(selector, labels);
};
