import type { Cloud, MeshWorld } from "../catalog";
import type { Environment } from "../environments/schema";
import {
  isLongRunning,
  runsAt,
  type BusPlan,
  type CachePlan,
  type DatabaseClusterPlan,
  type DumpsPlan,
  type LogsPlan,
  type RestoreDrillPlan,
  type SecretsDrillPlan,
} from "../language";
import { footprintDemand, merge, plannedPods, systemDemand } from "./footprint-demand";
import { drillPods } from "./drill";
import { dumpKinds } from "./dumps";
import { busPods } from "./bus";
import { secretsDrillKind } from "./secrets-drill";
import type { Ledger } from "./ledger";
import { logPods } from "./logs";
import type { PodRequest } from "./packing";
import type { PodDemand, PodKind } from "./pod-kind";
import { withProxies } from "./proxies";
import type { ServiceInstance } from "./service-instances";
import { sharePlaces } from "./shared-places";
import type { WorkloadDemand } from "./workloads";

/** What an environment runs, each workload at the sites that its activity names. */
export interface EnvironmentDemand {
  readonly workloads: readonly WorkloadDemand[];
  /** Caches, databases and third-party components: they run at every site. */
  readonly platform: PodDemand;
  /** What is known of the mesh, whose proxies count with the pods. */
  readonly mesh: MeshWorld;
}

/** What the platform itself must hold. */
export interface PlatformNeeds {
  readonly instances: readonly ServiceInstance[];
  readonly databases: Readonly<Record<string, DatabaseClusterPlan>>;
  readonly drill: RestoreDrillPlan | undefined;
  readonly secretsDrill: SecretsDrillPlan;
  readonly dumps: DumpsPlan | undefined;
  readonly bus: BusPlan | undefined;
  readonly caches: Readonly<Record<string, CachePlan>>;
  readonly logs: LogsPlan;
}

export const platformDemand = (
  ledger: Ledger,
  environment: Pick<Environment, "suite" | "tenancy" | "parts" | "mesh">,
  { instances, databases, drill, secretsDrill, dumps, bus, caches, logs }: PlatformNeeds,
): PodDemand =>
  merge([
    {
      kinds: instances.flatMap((instance) => {
        const cache = caches[instance.id];
        return cache === undefined ? [] : [cacheKind(instance, cache)];
      }),
      perNode: [],
    },
    { kinds: [...dumpKinds(dumps), secretsDrillKind(environment, secretsDrill)], perNode: [] },
    footprintDemand(ledger, environment, {
      ...plannedPods(ledger, databases),
      ...drillPods(drill),
      ...busPods(bus),
      ...logPods(logs),
    }),
  ]);

/** Everything that runs at a site, which serves where it is active and stands by elsewhere. */
export function siteDemand(
  ledger: Ledger,
  { workloads, platform, mesh }: EnvironmentDemand,
  cloud: Cloud | "existing",
  active: boolean,
): PodDemand {
  const here = workloads.filter(({ workload }) => runsAt(workload, active));
  const own = merge([{ kinds: sharePlaces(ledger, here).map(workloadKind), perNode: [] }, platform]);
  return merge([withProxies(ledger, own, mesh), systemDemand(ledger, cloud)]);
}

const workloadKind = ({
  id,
  shared,
  workload,
  replicas,
  maximumReplicas,
  cpuRequest,
  memoryRequest,
  volumes,
}: WorkloadDemand): PodKind => ({
  id,
  ...(shared === undefined ? {} : { shared }),
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

const cacheKind = (
  { id, tenant, service }: ServiceInstance,
  { replicas, cpuRequest, memoryRequest }: CachePlan,
): PodKind => ({
  id: `cache/${id}`,
  ...(tenant === undefined ? {} : { shared: `cache/${service.name}` }),
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
