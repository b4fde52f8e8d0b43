import type { Facts, KubernetesFact } from "../facts";
import { at, isList, isObject, listAt, numberAt, textAt, textsAt, type Json, type JsonPath } from "../facts/json";
import type { Labels } from "../network/label-selector";
import { oncePerObject } from "../once-per-object";

/** The pods that one object of ours makes. */
export interface PodTemplate {
  /** Id of the object that holds the template. */
  readonly object: string;
  readonly fact: KubernetesFact;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  /** The pod's `spec`, and where it stands in the object. */
  readonly spec: Json;
  readonly path: JsonPath;
  /** False for pods that end by themselves. */
  readonly longRunning: boolean;
}

const template: JsonPath = ["spec", "template"];

/** Where each kind keeps its pod, and whether the pod is meant to stay. */
const kinds: Readonly<Record<string, { readonly path: JsonPath; readonly longRunning: boolean }>> = {
  Pod: { path: [], longRunning: true },
  Deployment: { path: template, longRunning: true },
  StatefulSet: { path: template, longRunning: true },
  DaemonSet: { path: template, longRunning: true },
  ReplicaSet: { path: template, longRunning: true },
  ReplicationController: { path: template, longRunning: true },
  Job: { path: template, longRunning: false },
  CronJob: { path: ["spec", "jobTemplate", "spec", "template"], longRunning: false },
};

/** Every pod template among the objects, in the order of their ids; most checks ask. */
export const podTemplates = (facts: Pick<Facts, "kubernetes">): readonly PodTemplate[] => templatesIn(facts.kubernetes);

const templatesIn = oncePerObject((kubernetes: Facts["kubernetes"]): readonly PodTemplate[] =>
  Object.entries(kubernetes).flatMap(([id, fact]) => {
    const kind = Object.hasOwn(kinds, fact.kind) && isWorkloadGroup(fact) ? kinds[fact.kind] : undefined;
    return kind === undefined ? [] : [podTemplate(id, fact, kind)];
  }),
);

/** Kinds of other groups may bear the same names, such as `batch.volcano.sh` jobs. */
const isWorkloadGroup = ({ object }: KubernetesFact): boolean =>
  ["v1", "apps/v1", "batch/v1"].includes(textAt(object, "apiVersion") ?? "");

function podTemplate(
  object: string,
  fact: KubernetesFact,
  { path, longRunning }: { readonly path: JsonPath; readonly longRunning: boolean },
): PodTemplate {
  const pod = at(fact.object, ...path);
  return {
    object,
    fact,
    namespace: fact.namespace ?? "default",
    labels: textsAt(pod, "metadata", "labels"),
    annotations: textsAt(pod, "metadata", "annotations"),
    spec: at(pod, "spec") ?? {},
    path: [...path, "spec"],
    longRunning,
  };
}

/** One container of a pod, and where it stands. */
export interface Container {
  readonly list: "containers" | "initContainers" | "ephemeralContainers";
  readonly name: string;
  readonly path: JsonPath;
  readonly container: Json;
  /** True for an init container that keeps running beside the others. */
  readonly sidecar: boolean;
}

/** All containers of a pod: its own, those that prepare it, and those that debug it. */
export const containersOf = ({ spec, path }: Pick<PodTemplate, "spec" | "path">): readonly Container[] =>
  (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    listAt(spec, list).map((container, index): Container => ({
      list,
      name: textAt(container, "name") ?? String(index),
      path: [...path, list, index],
      container,
      sidecar: list === "initContainers" && textAt(container, "restartPolicy") === "Always",
    })),
  );

/** Words of a container's command, each on a line. */
export const commandOf = (container: Json): string => listAt(container, "command").map(String).join("\n");

/** Ports that a pod's containers name. */
export const namedPorts = (pod: Pick<PodTemplate, "spec" | "path">) =>
  containersOf(pod).flatMap(({ container }) =>
    listAt(container, "ports").flatMap((port) => {
      const number = numberAt(port, "containerPort");
      return number === undefined
        ? []
        : [{ name: textAt(port, "name") ?? "", port: number, protocol: protocolOf(textAt(port, "protocol")) }];
    }),
  );

const protocolOf = (text: string | undefined): "TCP" | "UDP" | "SCTP" =>
  text === "UDP" || text === "SCTP" ? text : "TCP";

/** True where a field is present and holds something. */
export const isSet = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  !(isList(value) && value.length === 0) &&
  !(isObject(value) && Object.keys(value).length === 0);
