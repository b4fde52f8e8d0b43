import { largestMovable, pack, type Dimension, type Packing, type PackingNode, type PodRequest } from "./packing";

/** What one node leaves to pods that do not run on every node. */
export interface NodeShape {
  /** Millicores and MiB, after the pods that run on every node. */
  readonly cpu: number;
  readonly memory: number;
  readonly volumes: number;
  readonly pods: number;
  /** What pods on every node take: the planned fill counts them as filled. */
  readonly perNode: { readonly cpu: number; readonly memory: number };
}

export interface PoolDemand {
  readonly pods: readonly PodRequest[];
  readonly zones: readonly string[];
  /** Share of a node that planned requests may fill in normal operation. */
  readonly fill: number;
  /** Whether every request must still fit after any one zone is lost. */
  readonly survivesZoneLoss: boolean;
  /** Whether a volume is lost with its zone, and its pod with it. */
  readonly zoneBound: boolean;
  readonly minimumNodes: number;
}

/** Why a pool is not smaller. */
export type Binding =
  { readonly kind: "minimum" } | { readonly kind: "normal" | "zone-loss"; readonly lacks: Dimension };

/** Fewest nodes in each zone, equally many in each, that hold the demand; undefined where it takes more than `most`. */
export function poolSize(shape: NodeShape, demand: PoolDemand, most: number): number | undefined {
  if (demand.pods.some((pod) => !fitsAlone(pod, filled(shape, demand.fill)))) return undefined;
  const start = Math.max(leastNodes(demand), lowerBound(shape, demand));
  for (let nodesPerZone = start; nodesPerZone <= most; nodesPerZone += 1) {
    if (shortage(nodesPerZone, shape, demand) === undefined) return nodesPerZone;
  }
  return undefined;
}

/** Why one node fewer in each zone would be too few. */
export const bindingOf = (nodesPerZone: number, shape: NodeShape, demand: PoolDemand): Binding =>
  nodesPerZone <= leastNodes(demand)
    ? { kind: "minimum" }
    : (shortage(nodesPerZone - 1, shape, demand) ?? { kind: "minimum" });

const leastNodes = ({ minimumNodes, zones }: PoolDemand): number => Math.max(1, Math.ceil(minimumNodes / zones.length));

/** Why this many nodes in each zone do not hold the demand; undefined where they do. */
export function shortage(nodesPerZone: number, shape: NodeShape, demand: PoolDemand): Binding | undefined {
  const nodes = nodesOf(nodesPerZone, shape, demand.zones);
  const overfilled = beyond(demand.pods, filled(shape, demand.fill), nodes.length);
  if (overfilled !== undefined) return { kind: "normal", lacks: overfilled };
  const installed: Packing[] = [];
  for (const arrival of ["data-first", "largest-last"] as const) {
    const normal = pack(demand.pods, nodes, { arrival, untilFirstLeft: true });
    const [left] = normal.left;
    if (left !== undefined) return { kind: "normal", lacks: left.lacks };
    installed.push(normal);
  }
  if (!demand.survivesZoneLoss || demand.zones.length < 2) return undefined;
  // Where pods stand by another order of installation, other gaps are left for those of the lost zone. In which order these come nobody knows
  // either: with room for one more of the largest, hardly any order leaves one of them without.
  const largest = largestMovable(demand.pods, nodes);
  const spare = largest === undefined ? [] : [{ ...largest, id: `one more ${largest.id}` }];
  for (const normal of installed) {
    for (const lost of demand.zones) {
      const [displaced] = packAfterLoss(lost, normal, nodes, demand, spare).left;
      if (displaced !== undefined) return { kind: "zone-loss", lacks: displaced.lacks };
    }
  }
  return undefined;
}

/** What all pods together ask of most in excess of what so many nodes have; undefined where the sums fit. */
function beyond(pods: readonly PodRequest[], room: NodeShape, nodes: number): Dimension | undefined {
  const [most] = nodesBySum(pods, room).toSorted((a, b) => b.nodes - a.nodes);
  return most !== undefined && most.nodes > nodes ? most.dimension : undefined;
}

/** Nodes that the sums alone take in each dimension; `weight` is the share of a pod that counts. */
function nodesBySum(pods: readonly PodRequest[], room: NodeShape, weight: (pod: PodRequest) => number = () => 1) {
  const sum = (of: (pod: PodRequest) => number): number =>
    pods.reduce((total, pod) => total + of(pod) * weight(pod), 0);
  return [
    { dimension: "memory", nodes: sum(({ memory }) => memory) / room.memory },
    { dimension: "cpu", nodes: sum(({ cpu }) => cpu) / room.cpu },
    { dimension: "volumes", nodes: sum(({ volumes }) => volumes) / Math.max(room.volumes, 1) },
    { dimension: "pods", nodes: sum(() => 1) / room.pods },
  ] as const;
}

/** Pods that ran elsewhere stay; those of the lost zone and of `spare` are placed, but for those whose volume is lost with it. */
export function packAfterLoss(
  lost: string,
  normal: Packing,
  nodes: readonly PackingNode[],
  { pods, zoneBound }: Pick<PoolDemand, "pods" | "zoneBound">,
  spare: readonly PodRequest[] = [],
): Packing {
  const zoneOf = new Map(nodes.map(({ id, zone }) => [id, zone]));
  const places = pods.flatMap((pod) => {
    const node = normal.placed.get(pod.id);
    return node === undefined ? [] : [{ pod, node, lost: zoneOf.get(node) === lost }];
  });
  const displaced = places.filter((place) => place.lost && !(zoneBound && place.pod.volumes > 0));
  return pack(
    [...displaced.map(({ pod }) => pod), ...spare],
    nodes.filter(({ zone }) => zone !== lost),
    { arrival: "any", before: places.filter((place) => !place.lost), untilFirstLeft: true },
  );
}

/** Equal nodes, equally many in each zone. */
export const nodesOf = (perZone: number, shape: Omit<NodeShape, "perNode">, zones: readonly string[]): PackingNode[] =>
  zones.flatMap((zone) =>
    Array.from({ length: perZone }, (_, index) => ({
      id: `${zone}/${String(index + 1)}`,
      zone,
      cpu: shape.cpu,
      memory: shape.memory,
      volumes: shape.volumes,
      pods: shape.pods,
    })),
  );

/** The node as far as planned requests may fill it. */
export const filled = ({ cpu, memory, volumes, pods, perNode }: NodeShape, fill: number): NodeShape => ({
  cpu: (cpu + perNode.cpu) * fill - perNode.cpu,
  memory: (memory + perNode.memory) * fill - perNode.memory,
  volumes,
  pods,
  perNode,
});

/** True where an empty node has room for the pod. */
export const fitsAlone = (pod: PodRequest, shape: NodeShape): boolean =>
  pod.cpu <= shape.cpu && pod.memory <= shape.memory && pod.volumes <= shape.volumes && shape.pods >= 1;

/** Nodes in each zone below which the sums alone do not fit, in normal operation or after the loss of a zone. */
function lowerBound(shape: NodeShape, { pods, zones, fill, survivesZoneLoss, zoneBound }: PoolDemand): number {
  const nodesFor = (room: NodeShape, weight?: (pod: PodRequest) => number): number =>
    Math.max(...nodesBySum(pods, room, weight).map(({ nodes }) => nodes));
  const normal = nodesFor(filled(shape, fill)) / zones.length;
  if (!survivesZoneLoss || zones.length < 2) return Math.ceil(normal);
  // The zone with the least of what can't move holds at most its share of it, and may be the one that is lost.
  const left = (zones.length - 1) / zones.length;
  const lost = nodesFor(shape, ({ volumes }) => (zoneBound && volumes > 0 ? left : 1)) / (zones.length - 1);
  return Math.ceil(Math.max(normal, lost));
}
