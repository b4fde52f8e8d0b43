import { systemPods } from "../../catalog";
import type { Facts } from "../../audit";
import { Fields } from "../../audit/facts/fields";
import type { JsonObject, JsonPath, Json } from "../../audit/facts/json";
import type { Mistake, PodCount, SitePlan } from "../../language";
import { meshProxies } from "./mesh-proxy";
import { placementRules, type PlacementRules } from "./placement-rules";
import { standIn } from "./pod-spec";
import type { PodGroup } from "./world";

/** A group with the budget that its chart or operator makes for it. */
export interface DeclaredGroup {
  readonly group: PodGroup;
  readonly budget?: JsonObject;
}

/** What the simulation reads of one declared kind of pods. */
interface Declared {
  readonly component: string;
  readonly pod: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly count: PodCount;
  readonly priorityClass: string | undefined;
  readonly cpu: number;
  readonly memory: number;
  readonly volumes: number;
}

/** Reads one file of `footprints/`. */
export function declaredPods(file: string, document: Json, report: (mistake: Mistake) => void): readonly Declared[] {
  const fields = new Fields(file, document, report);
  return Object.entries(
    fields.members(["pods"], (path, pod) => ({
      component: fields.text("component"),
      pod,
      namespace: fields.text("namespace"),
      labels: fields.texts(...path, "labels"),
      count: countAt(fields, [...path, "count"]),
      priorityClass: fields.has(...path, "priorityClass") ? fields.text(...path, "priorityClass") : undefined,
      cpu: fields.number(...path, "cpu", "value"),
      memory: fields.number(...path, "memory", "value"),
      volumes: fields.number(...path, "volumes"),
    })),
  ).map(([, declared]) => declared);
}

function countAt(fields: Fields, path: JsonPath): PodCount {
  const kind = fields.oneOf(["fixed", "per-node", "planned"], ...path, "kind");
  switch (kind) {
    case "fixed":
      return { kind, count: fields.number(...path, "count") };
    case "planned":
      return { kind, planPath: fields.text(...path, "planPath") };
    case "per-node":
      return { kind };
  }
}

/** Pods of other people's charts and operators at a site; `planned` is what the plan says of those it counts itself. */
export function declaredGroups(
  facts: Facts,
  site: string,
  declared: readonly Declared[],
  planned: (path: string) => { readonly count: number; readonly cpu: number; readonly memory: number } | undefined,
): readonly DeclaredGroup[] {
  const proxies = meshProxies(facts, site);
  return declared.flatMap((pods) => {
    const rules = placementRules(facts, site, pods.namespace)(pods.labels);
    const own = pods.count.kind === "planned" ? planned(pods.count.planPath) : undefined;
    if (pods.count.kind === "planned" && own === undefined) return [];
    const { cpu, memory } = own ?? pods;
    const beside = proxies(`${pods.component}/${pods.pod}`);
    const replicas = own?.count ?? (pods.count.kind === "fixed" ? pods.count.count : 0);
    const group = declaredGroup({ ...pods, cpu, memory }, replicas, rules, beside);
    return [{ group, ...(rules?.budget === undefined ? {} : { budget: rules.budget }) }];
  });
}

function declaredGroup(
  { component, pod, namespace, labels, count, priorityClass, cpu, memory, volumes }: Declared,
  replicas: number,
  rules: PlacementRules | undefined,
  beside: readonly JsonObject[],
): PodGroup {
  const name = `${component}-${pod}`;
  const everywhere = count.kind === "per-node";
  return {
    id: `${namespace}/${name}`,
    origin: "declared",
    controller: everywhere ? "DaemonSet" : volumes > 0 ? "StatefulSet" : "Deployment",
    namespace,
    name,
    replicas,
    most: replicas,
    labels,
    pod: {
      ...rules?.pod,
      // A pod on every node is what its footprint declares, whatever taints there are.
      ...(everywhere ? { tolerations: [{ operator: "Exists" }] } : {}),
      ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
      automountServiceAccountToken: false,
      containers: [standIn("main", cpu, memory), ...beside],
    },
    claims: Array.from({ length: volumes }, (_, index) => `data-${String(index)}`),
    parallel: true,
    spread: rules !== undefined,
    passing: false,
  };
}

/** Pods that the cloud itself runs on the nodes; of a cluster of the customer's own none are known. */
export const cloudGroups = (cloud: SitePlan["cloud"]): readonly PodGroup[] =>
  cloud === "existing"
    ? []
    : systemPods[cloud].map(({ name, count, cpu, memory }) => ({
        ...declaredGroup(
          {
            component: "system",
            pod: name,
            namespace: "kube-system",
            labels: { "bestek.eu/system": name },
            count,
            // What a cloud runs on every node comes first there: kube-proxy, the network and volumes.
            priorityClass: count.kind === "per-node" ? "system-node-critical" : undefined,
            cpu: cpu.value,
            memory: memory.value,
            volumes: 0,
          },
          count.kind === "fixed" ? count.count : 0,
          undefined,
          [],
        ),
        origin: "cloud",
      }));
