import { isOpen, type End } from "../../catalog/zone-matrix";
import type { Footprint, FootprintPod, Party } from "../../language";

type Footprints = Readonly<Record<string, Footprint>>;

/** Namespaces of services that a suite defines; their pods are no footprints. */
const suiteServices = ["mail", "files", "portal", "identity"];

interface Placed {
  readonly id: string;
  readonly footprint: Footprint;
  readonly pod: FootprintPod;
}

export const podsOf = (footprints: Footprints): readonly Placed[] =>
  Object.values(footprints).flatMap((footprint) =>
    Object.entries(footprint.pods).map(([name, pod]) => ({ id: `${footprint.component}/${name}`, footprint, pod })),
  );

/** Connections to pods that do not exist, or to a port on which they do not listen. */
export function danglingReaches(footprints: Footprints): readonly string[] {
  const pods = podsOf(footprints);
  return pods.flatMap(({ id, pod }) =>
    pod.reaches.flatMap(({ to, port, protocol }) => {
      if (to.kind !== "pods" || suiteServices.includes(to.id.split("/")[0] ?? "")) return [];
      const target = pods.find((candidate) => candidate.id === to.id);
      if (target === undefined) return [`${id} reaches ${to.id}, which does not exist`];
      return listensOn(target.pod, port, protocol) ? [] : [`${to.id} does not listen on ${protocol} ${String(port)}`];
    }),
  );
}

/** Calls to a port on which the pod does not listen. */
export const deafReceipts = (footprints: Footprints): readonly string[] =>
  podsOf(footprints).flatMap(({ id, pod }) =>
    pod.receives
      .filter(({ port, protocol }) => !listensOn(pod, port, protocol))
      .map(({ port, protocol }) => `${id} does not listen on ${protocol} ${String(port)}`),
  );

const listensOn = (pod: FootprintPod, port: number, protocol: "TCP" | "UDP"): boolean =>
  Object.values(pod.ports).some((candidate) => candidate.port === port && candidate.protocol === protocol);

/** Namespaces with two zones or two Pod Security levels. */
export function contradictoryNamespaces(footprints: Footprints): readonly string[] {
  const namespaces = new Set(Object.values(footprints).map(({ namespace }) => namespace));
  return [...namespaces].filter((namespace) => {
    const here = Object.values(footprints).filter((footprint) => footprint.namespace === namespace);
    return new Set(here.map(({ zone, podSecurity }) => `${zone} ${podSecurity.level}`)).size > 1;
  });
}

/** Pods whose labels would also select other pods of their namespace. */
export const greedyLabels = (footprints: Footprints): readonly string[] =>
  podsOf(footprints).flatMap((one) =>
    podsOf(footprints)
      .filter(
        (other) =>
          other.id !== one.id &&
          other.footprint.namespace === one.footprint.namespace &&
          Object.entries(one.pod.labels).every(([key, value]) => other.pod.labels[key] === value),
      )
      .map((other) => `${one.id} also selects ${other.id}`),
  );

/** Connections that the zone matrix forbids. */
export function forbiddenConnections(footprints: Footprints): readonly string[] {
  const zoneOf = (id: string): End =>
    podsOf(footprints).find((placed) => placed.id === id)?.footprint.zone ?? "services";
  const endOf = (party: Party): End => (party.kind === "pods" ? zoneOf(party.id) : party.kind);
  return podsOf(footprints).flatMap(({ id, footprint: { zone }, pod }) => [
    ...pod.reaches
      .filter(({ to, port }) => isOpen(zone, endOf(to), port).kind === "forbidden")
      .map(({ to, port }) => `${id} (${zone}) reaches ${endOf(to)} on ${String(port)}`),
    ...pod.receives
      .filter(({ from, port }) => isOpen(endOf(from), zone, port).kind === "forbidden")
      .map(({ from, port }) => `${endOf(from)} reaches ${id} (${zone}) on ${String(port)}`),
  ]);
}

/** Pods of every node that never make others go, and so are left out where a node has filled before they come. */
export const latecomers = (footprints: Footprints): readonly string[] =>
  podsOf(footprints).flatMap(({ id, pod: { count, priorityClass } }) =>
    count.kind === "per-node" && priorityClass === undefined ? [id] : [],
  );
