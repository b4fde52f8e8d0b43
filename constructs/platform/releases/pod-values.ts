import { planningDecisions } from "../../../catalog";
import {
  mebibytes,
  millicores,
  toBytes,
  toCpu,
  type Footprint,
  type FootprintPod,
  type Quantity,
} from "../../../language";

/** A pod of a footprint by its name. Throws where the footprint declares none: the two must be written together. */
export function podOf({ component, pods }: Footprint, name: string): FootprintPod {
  const pod = pods[name];
  if (pod === undefined) throw new Error(`footprint ${component} declares no pod "${name}"`);
  return pod;
}

/** Replicas as the footprint counts them. Throws where the number is not the chart's to set. */
export function replicasOf(footprint: Footprint, name: string): number {
  const { count } = podOf(footprint, name);
  if (count.kind !== "fixed") throw new Error(`footprint ${footprint.component}/${name} has no fixed number of pods`);
  return count.count;
}

/** Processor and memory that one container asks for. */
export interface ContainerRequests {
  readonly cpu: Quantity<"millicores">;
  readonly memory: Quantity<"MiB">;
}

/** What a namespace gives to a container that states no limits; the start of a small controller needs no less. */
const leastLimits: ContainerRequests = { cpu: millicores(500), memory: mebibytes(256) };

/** Limits of a container by planning's factors, but never below `least`. */
export const limitsOf = (
  { cpu, memory }: ContainerRequests,
  least: ContainerRequests = leastLimits,
): ContainerRequests => ({
  cpu: millicores(Math.max(cpu.value * planningDecisions.cpuLimit.value, least.cpu.value)),
  memory: mebibytes(Math.max(memory.value * planningDecisions.memoryLimit.value, least.memory.value)),
});

/** Requests as given, with their limits. */
export function resources(requested: ContainerRequests, least: ContainerRequests = leastLimits) {
  const limits = limitsOf(requested, least);
  return {
    requests: { cpu: toCpu(requested.cpu), memory: toBytes(requested.memory) },
    limits: { cpu: toCpu(limits.cpu), memory: toBytes(limits.memory) },
  };
}

/** What is left of a pod's requests for its main container when `others` run beside it. */
export const without = (pod: ContainerRequests, ...others: readonly ContainerRequests[]): ContainerRequests => ({
  cpu: millicores(others.reduce((rest, { cpu }) => rest - cpu.value, pod.cpu.value)),
  memory: mebibytes(others.reduce((rest, { memory }) => rest - memory.value, pod.memory.value)),
});

/** Zones must be even; within a zone nodes are a preference. Zones whose nodes are all gone don't count. */
export const spread = ({ labels }: Pick<FootprintPod, "labels">) => [
  {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    nodeTaintsPolicy: "Honor",
    labelSelector: { matchLabels: labels },
  },
  {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  },
];

/** All replicas but one stay while nodes are drained. */
export const budget = (replicas: number) => ({ enabled: true, minAvailable: replicas - 1 });

/** What the Pod Security standard "restricted" asks of a pod. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } as const;

/** What "restricted" asks of a container, and a root file system that nothing writes to. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} as const;
