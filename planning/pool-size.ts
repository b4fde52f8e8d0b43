import { pack, type Dimension, type Packing, type PackingNode, type PodRequest } from "./packing";

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

export interface PoolSize {
  readonly nodesPerZone: number;
  /** Why one node fewer in each zone is too few. */
  readonly binding: Binding;
}

export type Binding =
  | { readonly kind: "minimum" }
  | { readonly kind: "normal" | "zone-loss"; readonly lacks: Dimension };

/** Fewest nodes, equally many in each zone, that hold the demand; undefined where more than `most` a zone are needed. */
export function poolSize(shape: NodeShape, demand: PoolDemand, most: number): PoolSize | undefined {
  if (demand.pods.some((pod) => !fitsAlone(pod, filled(shape, demand.fill)))) return undefined;
  const least = Math.max(1, Math.ceil(demand.minimumNodes / demand.zones.length));
  const start = Math.max(least, lowerBound(shape, demand));
  if (start > most) return undefined;
  let binding: Binding = { kind: "minimum" };
  for (let nodesPerZone = start > least ? start - 1 : start; nodesPerZone <= most; nodesPerZone += 1) {
    const short = shortage(nodesPerZone, shape, demand);
    if (short === undefined) return { nodesPerZone, binding };
    binding = short;
  }
  return undefined;
}

/** Why this many nodes in each zone do not hold the demand; undefined where they do. */
export function shortage(nodesPerZone: number, shape: NodeShape, demand: PoolDemand): Binding | undefined {
  const normal = pack(demand.pods, nodesOf(nodesPerZone, filled(shape, demand.fill), demand.zones));
  const [left] = normal.left;
  if (left !== undefined) return { kind: "normal", lacks: left.lacks };
  if (!demand.survivesZoneLoss || demand.zones.length < 2) return undefined;
  for (const lost of demand.zones) {
    const [displaced] = packAfterLoss(lost, normal, nodesOf(nodesPerZone, shape, demand.zones), demand).left;
    if (displaced !== undefined) return { kind: "zone-loss", lacks: displaced.lacks };
  }
  return undefined;
}

/** Pods that ran elsewhere stay; those of the lost zone are placed again, unless their volume is lost with it. */
export function packAfterLoss(
  lost: string,
  normal: Packing,
  nodes: readonly PackingNode[],
  { pods, zoneBound }: Pick<PoolDemand, "pods" | "zoneBound">,
): Packing {
  const zoneOf = new Map(nodes.map(({ id, zone }) => [id, zone]));
  const places = pods.flatMap((pod) => {
    const node = normal.placed.get(pod.id);
    return node === undefined ? [] : [{ pod, node, lost: zoneOf.get(node) === lost }];
  });
  return pack(
    places.filter((place) => place.lost && !(zoneBound && place.pod.volumes > 0)).map(({ pod }) => pod),
    nodes.filter(({ zone }) => zone !== lost),
    places.filter((place) => !place.lost),
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

/** Nodes a zone below which the sums alone do not fit. */
function lowerBound(shape: NodeShape, { pods, zones, fill }: PoolDemand): number {
  const room = filled(shape, fill);
  const sum = (of: (pod: PodRequest) => number): number => pods.reduce((total, pod) => total + of(pod), 0);
  const nodes = Math.max(
    sum(({ cpu }) => cpu) / room.cpu,
    sum(({ memory }) => memory) / room.memory,
    sum(({ volumes }) => volumes) / Math.max(room.volumes, 1),
    pods.length / room.pods,
  );
  return Math.ceil(nodes / zones.length);
}
