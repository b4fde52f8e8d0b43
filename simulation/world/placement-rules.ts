import type { Facts } from "../../audit";
import {
  at,
  isObject,
  listAt,
  membersAt,
  parts,
  textAt,
  textsAt,
  type Json,
  type JsonObject,
  type JsonPath,
} from "../../audit/facts/json";
import { hasLabels, type Labels } from "../../audit/network/label-selector";
import { placement } from "./pod-spec";

/** What files of ours say of pods that somebody else's chart or an operator makes. */
export interface PlacementRules {
  /** Parts of a pod's `spec`. */
  readonly pod: JsonObject;
  /** `minAvailable` or `maxUnavailable`; absent where nothing of ours says it. */
  readonly budget?: JsonObject;
}

const list = "topologySpreadConstraints";

/**
 * Finds the rules by the labels that they select, wherever a chart or a custom resource keeps them: in the values of the releases in
 * the namespace, and in the objects there. What a chart sets by itself no file of ours shows.
 */
export function placementRules(
  facts: Pick<Facts, "releases" | "kubernetes">,
  site: string,
  namespace: string,
): (labels: Labels) => PlacementRules | undefined {
  const values = Object.values(facts.releases)
    .filter((release) => release.site === site && release.namespace === namespace)
    .flatMap((release) => release.values);
  const objects = Object.values(facts.kubernetes)
    .filter((fact) => fact.site === site && fact.namespace === namespace && isCustom(fact.object))
    .map(({ object }) => object);
  const places = [...values, ...objects].flatMap((document) =>
    parts(document)
      .filter(([path]) => path.at(-1) === list)
      .map(([path, constraints]) => ({ document, path: path.slice(0, -1), constraints })),
  );
  return (labels) => {
    const place = places.find(({ constraints }) => listAt(constraints).some((one) => selects(one, labels)));
    if (place === undefined) return undefined;
    const { document, path } = place;
    const budget = operatorBudget(document) ?? budgetAbove(document, path);
    return {
      pod: {
        ...placement(at(document, ...path) ?? {}),
        [list]: listAt(place.constraints).filter((one) => selects(one, labels)),
        ...operatorAffinity(document, labels),
      },
      ...(budget === undefined ? {} : { budget }),
    };
  };
}

const isCustom = (object: Json): boolean =>
  /\..*\..*\//.test(textAt(object, "apiVersion") ?? "") && !isKubernetes(object);
const isKubernetes = (object: Json): boolean => (textAt(object, "apiVersion") ?? "").includes(".k8s.io/");

function selects(constraint: Json, labels: Labels): boolean {
  const wanted = textsAt(constraint, "labelSelector", "matchLabels");
  return Object.keys(wanted).length > 0 && hasLabels(labels, wanted);
}

/** The nearest budget beside the rules, in a part of their holder or above it, unless it stands beside rules of other pods. */
function budgetAbove(document: Json, path: JsonPath): JsonObject | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const holder = at(document, ...path.slice(0, depth));
    if (depth < path.length && at(holder, list) !== undefined) return undefined;
    for (const [key, budget] of membersAt(holder)) {
      if (!isBudget(key)) continue;
      const found = budgetIn(budget) ?? budgetIn(at(budget, path[depth] ?? ""));
      if (found !== undefined) return found;
    }
    if (depth === path.length) {
      const inside = membersAt(holder).flatMap(([, part]) => (at(part, list) === undefined ? membersAt(part) : []));
      const found = inside.filter(([key]) => isBudget(key)).map(([, budget]) => budgetIn(budget));
      if (found[0] !== undefined) return found[0];
    }
  }
  return undefined;
}

const isBudget = (key: string): boolean => /disruptionbudget$|pdb$/i.test(key);

function budgetIn(json: Json | undefined): JsonObject | undefined {
  if (!isObject(json) || json["enabled"] === false) return undefined;
  const fields = membersAt(json).filter(([key]) => key === "minAvailable" || key === "maxUnavailable");
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

const isOf = (document: Json, group: string, kind: string): boolean =>
  (textAt(document, "apiVersion") ?? "").startsWith(`${group}/`) && textAt(document, "kind") === kind;

/**
 * CloudNativePG guards the primary with a budget of its own and lets one replica go at a time; Strimzi lets one broker go (default of
 * its PodDisruptionBudget template, maxUnavailable 1). As budgets over all instances: one at a time.
 */
function operatorBudget(document: Json): JsonObject | undefined {
  const single = isOf(document, "kafka.strimzi.io", "KafkaNodePool");
  const guarded = isOf(document, "postgresql.cnpg.io", "Cluster") && at(document, "spec", "enablePDB") !== false;
  return single || guarded ? { maxUnavailable: 1 } : undefined;
}

/** CloudNativePG writes anti-affinity in words of its own. */
function operatorAffinity(document: Json, labels: Labels): JsonObject {
  if (!isOf(document, "postgresql.cnpg.io", "Cluster")) return {};
  const term = {
    topologyKey: textAt(document, "spec", "affinity", "topologyKey") ?? "kubernetes.io/hostname",
    labelSelector: { matchLabels: labels },
  };
  if (at(document, "spec", "affinity", "enablePodAntiAffinity") === false) return { affinity: {} };
  const required = textAt(document, "spec", "affinity", "podAntiAffinityType") === "required";
  return {
    affinity: {
      podAntiAffinity: required
        ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
    },
  };
}
