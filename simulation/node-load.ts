import { grouped } from "../audit/grouped";
import { listAt, textAt, type Json } from "../audit/facts/json";
import type { Cluster } from "./cluster/cluster";
import { groupValue } from "./cluster/objects";
import type { PodGroup } from "./world/world";

/** Requests on one node against what it leaves to pods. */
export interface NodeLoad {
  readonly node: string;
  readonly zone: string;
  readonly pods: number;
  /** Millicores and MiB. */
  readonly cpu: number;
  readonly memory: number;
  readonly volumes: number;
  readonly allocatable: {
    readonly cpu: number;
    readonly memory: number;
    readonly pods: number;
    readonly volumes: number;
  };
}

export function nodeLoads(cluster: Cluster): readonly NodeLoad[] {
  const groups = new Map(cluster.world.groups.map((group) => [groupValue(group), { group, ...requestsOf(group) }]));
  const pods = grouped(cluster.state(), ({ node }) => node ?? "");
  return cluster.nodes
    .map(({ name, group }) => {
      const here = (pods.get(name) ?? []).flatMap((pod) => groups.get(pod.group) ?? []);
      const sum = (of: (one: (typeof here)[number]) => number): number =>
        here.reduce((total, one) => total + of(one), 0);
      return {
        node: name,
        zone: group.zone,
        pods: here.length,
        cpu: sum(({ cpu }) => cpu),
        memory: sum(({ memory }) => memory),
        volumes: sum((one) => one.group.claims.length),
        allocatable: { cpu: group.cpu, memory: group.memory, pods: group.pods, volumes: group.volumes },
      };
    })
    .toSorted((a, b) => (a.node < b.node ? -1 : 1));
}

/** Requests of one pod as the scheduler counts them: what runs together, or what prepares it where that is more. */
export function requestsOf({ pod }: Pick<PodGroup, "pod">): { readonly cpu: number; readonly memory: number } {
  const sum = (containers: readonly Json[], of: (container: Json) => number): number =>
    containers.reduce<number>((total, container) => total + of(container), 0);
  const request = (of: (container: Json) => number): number => {
    const first = listAt(pod, "initContainers");
    const beside = first.filter((container) => textAt(container, "restartPolicy") === "Always");
    const together = sum([...listAt(pod, "containers"), ...beside], of);
    return Math.max(together, ...first.filter((container) => !beside.includes(container)).map(of));
  };
  return {
    cpu: request((container) => millicoresOf(textAt(container, "resources", "requests", "cpu"))),
    memory: request((container) => mebibytesOf(textAt(container, "resources", "requests", "memory"))),
  };
}

/** A quantity of processors in Kubernetes notation. */
export const millicoresOf = (text = "0"): number =>
  text.endsWith("m") ? Number(text.slice(0, -1)) : Number(text) * 1000;

const units: Readonly<Record<string, number>> = { Ki: 1 / 1024, Mi: 1, Gi: 1024, Ti: 1024 * 1024 };
/** A quantity of memory in Kubernetes notation. */
export const mebibytesOf = (text = "0"): number => {
  const [, number = "0", unit = ""] = /^([\d.]+)(\w*)$/.exec(text) ?? [];
  return Number(number) * (units[unit] ?? 1 / (1024 * 1024));
};
