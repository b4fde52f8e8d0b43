import type { Cloud } from "../catalog";
import { isLongRunning, type CachePlan, type DatabaseClusterPlan } from "../language";
import { footprintDemand, merge, plannedPods, systemDemand } from "./footprint-demand";
import type { Ledger } from "./ledger";
import type { PodRequest } from "./packing";
import type { PodDemand, PodKind } from "./pod-kind";
import type { WorkloadDemand } from "./workloads";

/** What an environment runs, at the active site alone or at every one. */
export interface EnvironmentDemand {
  readonly workloads: readonly WorkloadDemand[];
  /** Caches, databases and third-party components: they run at every site. */
  readonly platform: PodDemand;
}

export const platformDemand = (
  ledger: Ledger,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
  caches: Readonly<Record<string, CachePlan>>,
): PodDemand =>
  merge([
    { kinds: Object.entries(caches).map(cacheKind), perNode: [] },
    footprintDemand(ledger, plannedPods(ledger, databases)),
  ]);

/** Everything that runs at a site: all of it where the site is active, else what runs at every site. */
export function siteDemand(
  ledger: Ledger,
  { workloads, platform }: EnvironmentDemand,
  cloud: Cloud | "existing",
  active: boolean,
): PodDemand {
  const here = workloads.filter(({ workload }) => active || workload.activity === "every-site");
  return merge([{ kinds: here.map(workloadKind), perNode: [] }, platform, systemDemand(ledger, cloud)]);
}

const workloadKind = ({
  id,
  workload,
  replicas,
  maximumReplicas,
  cpuRequest,
  memoryRequest,
  volumes,
}: WorkloadDemand): PodKind => ({
  id,
  count: replicas,
  most: maximumReplicas,
  cpu: cpuRequest,
  memory: memoryRequest,
  volumes: Object.entries(workload.volumes).flatMap(([name, { kind }]) => {
    const volume = volumes[name];
    return kind === "persistent" && volume !== undefined ? [volume.size] : [];
  }),
  spread: isLongRunning(workload) ? "even" : "none",
});

const cacheKind = ([service, { replicas, cpuRequest, memoryRequest }]: readonly [string, CachePlan]): PodKind => ({
  id: `cache/${service}`,
  count: replicas,
  most: replicas,
  cpu: cpuRequest,
  memory: memoryRequest,
  volumes: [],
  spread: "preferred",
});

/** The single pods of a demand, at their planned count or at the most that autoscalers may start. */
export const podRequests = ({ kinds }: Pick<PodDemand, "kinds">, scale: "planned" | "most"): readonly PodRequest[] =>
  kinds.flatMap(({ id, count, most, cpu, memory, volumes, spread }) =>
    Array.from({ length: scale === "planned" ? count.value : most.value }, (_, index) => ({
      id: `${id}-${String(index)}`,
      kind: id,
      cpu: cpu.value,
      memory: memory.value,
      volumes: volumes.length,
      spread,
    })),
  );
