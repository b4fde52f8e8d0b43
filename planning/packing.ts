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

/**
 * Places pods on nodes, first fit by decreasing memory, then processor, then volumes: each goes to the zone with the
 * fewest of its kind, there to the first node with room. `before` are pods that run already and stay where they are.
 */
export function pack(
  pods: readonly PodRequest[],
  nodes: readonly PackingNode[],
  before: readonly { readonly pod: PodRequest; readonly node: string }[] = [],
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
    if (node === undefined) left.push({ pod, lacks: floor.lacking(pod) });
    else placed.set(pod.id, node);
  }
  return { placed, left };
}

/** Larger first; equal ones by id, so that the order of the input never matters. */
const byDemand = (a: PodRequest, b: PodRequest): number =>
  b.memory - a.memory || b.cpu - a.cpu || b.volumes - a.volumes || (a.id < b.id ? -1 : 1);

class Floor {
  private readonly rooms: ReadonlyMap<string, Room>;
  private readonly zones: readonly { readonly name: string; readonly rooms: readonly Room[] }[];
  /** Requested share of each zone, to break ties between zones. */
  private readonly load = new Map<string, number>();
  /** Pods of each kind by zone. */
  private readonly counts = new Map<string, Map<string, number>>();
  /** First node of a zone that may still have room for equal pods: a node that was too full for one stays so. */
  private readonly firstOpen = new Map<string, number>();

  constructor(nodes: readonly PackingNode[]) {
    const rooms = nodes.map(
      (node): Room => ({
        node,
        cpu: node.cpu,
        memory: node.memory,
        volumes: node.volumes,
        pods: node.pods,
        kinds: new Set(),
      }),
    );
    this.rooms = new Map(rooms.map((room) => [room.node.id, room]));
    this.zones = [...new Set(nodes.map(({ zone }) => zone))].map((name) => ({
      name,
      rooms: rooms.filter(({ node }) => node.zone === name),
    }));
  }

  /** Takes room on a named node, whether or not there is any. */
  put(pod: PodRequest, nodeId: string): void {
    const room = this.rooms.get(nodeId);
    if (room === undefined) throw new Error(`there is no node ${nodeId}`);
    this.take(room, pod);
  }

  /** Finds a node for the pod and takes its room there; returns the node's id. */
  place(pod: PodRequest): string | undefined {
    for (const { name, rooms } of this.zonesFor(pod)) {
      const key = [name, pod.kind, pod.cpu, pod.memory, pod.volumes].join("/");
      for (let index = this.firstOpen.get(key) ?? 0; index < rooms.length; index += 1) {
        const room = rooms[index];
        if (room !== undefined && hasRoom(room, pod)) {
          this.firstOpen.set(key, index);
          this.take(room, pod);
          return room.node.id;
        }
      }
      this.firstOpen.set(key, rooms.length);
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

  private zonesFor({ kind, spread }: PodRequest) {
    const counts = this.counts.get(kind);
    const count = (zone: string): number => (spread === "none" ? 0 : (counts?.get(zone) ?? 0));
    const sorted = [...this.zones].sort(
      (a, b) => count(a.name) - count(b.name) || (this.load.get(a.name) ?? 0) - (this.load.get(b.name) ?? 0),
    );
    const least = sorted[0] === undefined ? 0 : count(sorted[0].name);
    return spread === "even" ? sorted.filter(({ name }) => count(name) === least) : sorted;
  }

  private take(room: Room, { kind, cpu, memory, volumes }: PodRequest): void {
    const { zone } = room.node;
    room.cpu -= cpu;
    room.memory -= memory;
    room.volumes -= volumes;
    room.pods -= 1;
    room.kinds.add(kind);
    const counts = this.counts.get(kind) ?? new Map<string, number>();
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    this.counts.set(kind, counts);
    const share = cpu / Math.max(room.node.cpu, 1) + memory / Math.max(room.node.memory, 1);
    this.load.set(zone, (this.load.get(zone) ?? 0) + share);
  }
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
