import type { Finding } from "../../check";
import { at, dotted, listAt, textAt, type Json, type JsonPath } from "../../facts/json";
import { containersOf, type Container, type PodTemplate } from "../../workloads/pod-template";

/** One control of a Pod Security standard: what it finds in a pod. */
export type Control = (pod: PodTemplate) => readonly Finding[];

/** Every place of a security context: the pod's, then each container's. */
export interface Holder {
  /** Where the holder of the `securityContext` stands. */
  readonly path: JsonPath;
  readonly holder: Json;
  readonly isPod: boolean;
}

export const holdersOf = (pod: PodTemplate): readonly Holder[] => [
  { path: pod.path, holder: pod.spec, isPod: true },
  ...containersOf(pod).map(({ path, container }) => ({ path, holder: container, isPod: false })),
];

/** The field at `field` of every holder that sets it. */
export const fieldsOf = (holders: readonly Holder[], ...field: readonly string[]) =>
  holders.flatMap(({ path, holder }) => {
    const value = at(holder, "securityContext", ...field);
    return value === undefined || value === null
      ? []
      : [{ where: dotted([...path, "securityContext", ...field]), value }];
  });

/** Controls that most containers share a shape with: a field that may only hold some values. */
export const onlyAllowed = (
  found: readonly { readonly where: string; readonly value: Json }[],
  isAllowed: (value: Json) => boolean,
  why: string,
  wayOut: string,
): readonly Finding[] =>
  found.filter(({ value }) => !isAllowed(value)).map(({ where, value }) => ({ where, value, why, wayOut }));

/** Windows pods are excused from the controls of Linux kernels. */
export const isWindows = ({ spec }: PodTemplate): boolean => textAt(spec, "os", "name") === "windows";

/** Pods in a user namespace of their own: their root is nobody on the node. */
export const hasUserNamespace = ({ spec }: PodTemplate): boolean => at(spec, "hostUsers") === false;

/** Capabilities that a container adds or drops. */
export const capabilities = (container: Json, change: "add" | "drop"): readonly string[] =>
  listAt(container, "securityContext", "capabilities", change).filter((name) => typeof name === "string");

export const whereIn = ({ path }: Container, ...field: JsonPath): string => dotted([...path, ...field]);
