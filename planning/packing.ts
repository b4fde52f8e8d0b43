/**
 * How pods of one kind are spread over zones: `even` as a hard rule with a skew of at most one, `preferred` where it
 * fits, `none` for pods that come and go.
 */
export type Spread = "even" | "preferred" | "none";

/** One pod that needs a place. */
export interface PodRequest {
  readonly id: string;
  /** Pods of one kind are spread over zones; those with volumes over nodes as well. */
  readonly kind: string;
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly volumes: number;
  readonly spread: Spread;
}

/** One node with what it leaves to pods. */
export interface PackingNode {
  readonly id: string;
  readonly zone: string;
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly volumes: number;
  readonly pods: number;
}

export interface Packing {
  /** Node of each placed pod, by pod id. */
  readonly placed: ReadonlyMap<string, string>;
  /** Pods for which no node has room, in the order in which they were tried. */
  readonly left: readonly LeftPod[];
}

export interface LeftPod {
  readonly pod: PodRequest;
  /** What most nodes of the zones that it may choose lack; `spread` where a pod of its kind stands there already. */
  readonly lacks: Dimension;
}

export type Dimension = "cpu" | "memory" | "volumes" | "pods" | "spread";

/** Free room of a node while it is being filled. */
interface Room {
  readonly node: PackingNode;
  cpu: number;
  memory: number;
  volumes: number;
  pods: number;
  /** Mean of the requested shares of processor and memory, as the scheduler ranks nodes. */
  load: number;
  readonly kinds: Set<string>;
}

/**
 * Who comes when. `data-first`: what holds data, as releases are installed, then the smallest. `any`: the smallest, whatever they hold, as when a zone is
 * lost. `largest-last`: all others by decreasing size, which fills nodes as evenly as can be, and then one of the largest, as of a tenant that is added.
 */
export type Arrival = "data-first" | "any" | "largest-last";

export interface PackingOptions {
  /** Default: `data-first`. */
  readonly arrival?: Arrival;
  /** Pods that run already and stay where they are. */
  readonly before?: readonly { readonly pod: PodRequest; readonly node: string }[];
  /** Whether to go on after the first pod that finds no place. Default: yes. */
  readonly untilFirstLeft?: boolean;
}

/**
 * Places pods as the scheduler of Kubernetes does by default: each goes to the zone with the fewest of its kind, there to the least filled node
 * with room. On an installation pods with volumes come first, for what holds data is installed before what uses it. Beyond that nobody knows in
 * which order they will come: where the smallest come first, no node is empty any more by the time that the largest come.
 */
export function pack(
  pods: readonly PodRequest[],
  nodes: readonly PackingNode[],
  { arrival = "data-first", before = [], untilFirstLeft = false }: PackingOptions = {},
): Packing {
  const floor = new Floor(nodes);
  const placed = new Map<string, string>();
  for (const { pod, node } of before) {
    floor.put(pod, node);
    placed.set(pod.id, node);
  }
  const left: LeftPod[] = [];
  for (const pod of inOrder(pods, nodes, arrival)) {
    const node = floor.place(pod);
    if (node === undefined) {
      left.push({ pod, lacks: floor.lacking(pod) });
      if (untilFirstLeft) break;
    } else {
      placed.set(pod.id, node);
    }
  }
  return { placed, left };
}

function inOrder(pods: readonly PodRequest[], nodes: readonly PackingNode[], arrival: Arrival): readonly PodRequest[] {
  const growing = bySize(pods, nodes);
  switch (arrival) {
    case "data-first":
      return dataFirst(growing);
    case "any":
      return growing;
    case "largest-last": {
      const last = largestMovable(pods, nodes);
      const others = growing.filter((pod) => pod !== last).reverse();
      return [...dataFirst(others), ...(last === undefined ? [] : [last])];
    }
  }
}

const dataFirst = (pods: readonly PodRequest[]): readonly PodRequest[] => [
  ...pods.filter(({ volumes }) => volumes > 0),
  ...pods.filter(({ volumes }) => volumes === 0),
];

/** The largest pod that no volume holds; undefined where each has one. */
export const largestMovable = (pods: readonly PodRequest[], nodes: readonly PackingNode[]): PodRequest | undefined =>
  bySize(pods, nodes).findLast(({ volumes }) => volumes === 0);

/** The smallest first, by the larger of their shares of the largest node; equal ones by id, so that the order of the input never matters. */
function bySize(pods: readonly PodRequest[], nodes: readonly PackingNode[]): readonly PodRequest[] {
  const cpu = nodes.reduce((most, node) => Math.max(most, node.cpu), 1);
  const memory = nodes.reduce((most, node) => Math.max(most, node.memory), 1);
  const before = ordered.get(pods);
  if (before?.cpu === cpu && before.memory === memory) return before.growing;
  const growing = pods
    .map((pod) => ({ pod, share: Math.max(pod.cpu / cpu, pod.memory / memory) }))
    .sort((a, b) => a.share - b.share || (a.pod.id < b.pod.id ? -1 : 1))
    .map(({ pod }) => pod);
  ordered.set(pods, { cpu, memory, growing });
  return growing;
}

interface Ordered {
  /** Of the largest node. */
  readonly cpu: number;
  readonly memory: number;
  readonly growing: readonly PodRequest[];
}

/** A pool is searched by packing the same pods on ever more of the same nodes: sorting them each time took a third of a plan. */
const ordered = new WeakMap<readonly PodRequest[], Ordered>();

/** A zone while its nodes are being filled. */
interface ZoneFloor {
  readonly rooms: readonly Room[];
  /** Pods by kind. */
  readonly counts: Map<string, number>;
  /** Sum of the loads of its nodes, to break ties between zones. */
  load: number;
}

class Floor {
  private readonly rooms: ReadonlyMap<string, readonly [ZoneFloor, Room]>;
  private readonly zones: readonly ZoneFloor[];

  constructor(nodes: readonly PackingNode[]) {
    this.zones = [...new Set(nodes.map(({ zone }) => zone))].map((name) => ({
      rooms: nodes
        .filter(({ zone }) => zone === name)
        .map((node): Room => ({
          node,
          cpu: node.cpu,
          memory: node.memory,
          volumes: node.volumes,
          pods: node.pods,
          load: 0,
          kinds: new Set(),
        })),
      counts: new Map(),
      load: 0,
    }));
    this.rooms = new Map(
      this.zones.flatMap((zone) => zone.rooms.map((room) => [room.node.id, [zone, room] as const] as const)),
    );
  }

  /** Takes room on a named node, whether or not there is any. */
  put(pod: PodRequest, nodeId: string): void {
    const place = this.rooms.get(nodeId);
    if (place === undefined) throw new Error(`there is no node ${nodeId}`);
    take(...place, pod);
  }

  /** Finds a node for the pod and takes its room there; returns the node's id. */
  place(pod: PodRequest): string | undefined {
    for (const zone of this.zonesFor(pod)) {
      const room = leastFilled(zone.rooms, pod);
      if (room !== undefined) {
        take(zone, room, pod);
        return room.node.id;
      }
    }
    return undefined;
  }

  /** What most nodes of the zones that the pod may choose lack for it. */
  lacking(pod: PodRequest): Dimension {
    const obstacles = this.zonesFor(pod).flatMap(({ rooms }) => rooms.flatMap((room) => obstaclesAt(room, pod)));
    const tally = new Map<Dimension, number>();
    for (const dimension of obstacles) tally.set(dimension, (tally.get(dimension) ?? 0) + 1);
    return [...tally].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "pods";
  }

  /** Zones in the order of preference; under even spread only those with the fewest pods of the kind. */
  private zonesFor({ kind, spread }: PodRequest): readonly ZoneFloor[] {
    const count = ({ counts }: ZoneFloor): number => (spread === "none" ? 0 : (counts.get(kind) ?? 0));
    const sorted = this.zones.toSorted((a, b) => count(a) - count(b) || a.load - b.load);
    const [first] = sorted;
    return spread !== "even" || first === undefined ? sorted : sorted.filter((zone) => count(zone) === count(first));
  }
}

/** The least filled of the nodes with room for the pod; of equal ones the first. */
function leastFilled(rooms: readonly Room[], pod: PodRequest): Room | undefined {
  let best: Room | undefined;
  for (const room of rooms) if ((best === undefined || room.load < best.load) && hasRoom(room, pod)) best = room;
  return best;
}

function take(zone: ZoneFloor, room: Room, { kind, cpu, memory, volumes }: PodRequest): void {
  room.cpu -= cpu;
  room.memory -= memory;
  room.volumes -= volumes;
  room.pods -= 1;
  room.kinds.add(kind);
  zone.counts.set(kind, (zone.counts.get(kind) ?? 0) + 1);
  const load = (cpu / Math.max(room.node.cpu, 1) + memory / Math.max(room.node.memory, 1)) / 2;
  room.load += load;
  zone.load += load;
}

const hasRoom = ({ cpu, memory, volumes, pods, kinds }: Room, pod: PodRequest): boolean =>
  pod.memory <= memory &&
  pod.cpu <= cpu &&
  pod.volumes <= volumes &&
  pods >= 1 &&
  // Pods with volumes never share a node with their kind.
  (pod.volumes === 0 || !kinds.has(pod.kind));

/** Everything that keeps a pod from a node. */
function obstaclesAt({ cpu, memory, volumes, pods, kinds }: Room, pod: PodRequest): readonly Dimension[] {
  return [
    ...(pod.memory > memory ? (["memory"] as const) : []),
    ...(pod.cpu > cpu ? (["cpu"] as const) : []),
    ...(pod.volumes > volumes ? (["volumes"] as const) : []),
    ...(pods < 1 ? (["pods"] as const) : []),
    ...(pod.volumes > 0 && kinds.has(pod.kind) ? (["spread"] as const) : []),
  ];
}
