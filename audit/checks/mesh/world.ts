import type { MeshWorld } from "../../../catalog";
import type { PlanFacts } from "../../facts";

/** Pods and namespaces of one part of a plan, beside the platform's namespaces. */
export const meshWorld = (part: PlanFacts, whole: PlanFacts): MeshWorld => ({
  mesh: whole.mesh ?? { kind: "istio-ambient" },
  podSets: part.podSets,
  namespaces: { ...whole.namespaces, ...part.namespaces },
});
