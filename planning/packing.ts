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
  readonly kinds: Set<string>;
}

export interface PackingOptions {
  /** Pods that run already and stay where they are. */
  readonly before?: readonly { readonly pod: PodRequest; readonly node: string }[];
  /** Whether to go on after the first pod that finds no place. Default: yes. */
  readonly untilFirstLeft?: boolean;
}

/**
 * Places pods on nodes, first fit by decreasing memory, then processor, then volumes: each goes to the zone with the
 * fewest of its kind, there to the first node with room.
 */
export function pack(
  pods: readonly PodRequest[],
  nodes: readonly PackingNode[],
  { before = [], untilFirstLeft = false }: PackingOptions = {},
): Packing {
  const floor = new Floor(nodes);
  const placed = new Map<string, string>();
  for (const { pod, node } of before) {
    floor.put(pod, node);
    placed.set(pod.id, node);
  }
  const left: LeftPod[] = [];
  for (const pod of [...pods].sort(byDemand)) {
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

/** Larger first; equal ones by id, so that the order of the input never matters. */
const byDemand = (a: PodRequest, b: PodRequest): number =>
  b.memory - a.memory || b.cpu - a.cpu || b.volumes - a.volumes || (a.id < b.id ? -1 : 1);

/** A zone while its nodes are being filled. */
interface ZoneFloor {
  readonly rooms: readonly Room[];
  /** Pods by kind. */
  readonly counts: Map<string, number>;
  /** First node that may still have room for equal pods: a node that was too full for one stays so. */
  readonly firstOpen: Map<string, number>;
  /** Sum of the requested shares of its nodes, to break ties between zones. */
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
          kinds: new Set(),
        })),
      counts: new Map(),
      firstOpen: new Map(),
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
    const key = `${pod.kind}/${String(pod.cpu)}/${String(pod.memory)}/${String(pod.volumes)}`;
    for (const zone of this.zonesFor(pod)) {
      for (let index = zone.firstOpen.get(key) ?? 0; index < zone.rooms.length; index += 1) {
        const room = zone.rooms[index];
        if (room !== undefined && hasRoom(room, pod)) {
          zone.firstOpen.set(key, index);
          take(zone, room, pod);
          return room.node.id;
        }
      }
      zone.firstOpen.set(key, zone.rooms.length);
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

function take(zone: ZoneFloor, room: Room, { kind, cpu, memory, volumes }: PodRequest): void {
  room.cpu -= cpu;
  room.memory -= memory;
  room.volumes -= volumes;
  room.pods -= 1;
  room.kinds.add(kind);
  zone.counts.set(kind, (zone.counts.get(kind) ?? 0) + 1);
  zone.load += cpu / Math.max(room.node.cpu, 1) + memory / Math.max(room.node.memory, 1);
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
