import { systemPods, type Cloud } from "../catalog";
import {
  describe,
  quantity,
  type DatabaseClusterPlan,
  type Derived,
  type Footprint,
  type FootprintPod,
  type Unit,
} from "../language";
import type { Environment } from "../environments/schema";
import { assumptions, platformVolumes } from "./assumptions";
import { installedFootprints } from "./flows";
import { fixedCount, footprintRequests } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";
import type { PerNodeKind, PodDemand, PodKind } from "./pod-kind";

/** Entries of the plan that say how many pods of a footprint run and what they request, by plan path. */
export interface PlannedPods {
  readonly count: Derived<"replicas">;
  readonly cpu: Derived<"millicores">;
  readonly memory: Derived<"MiB">;
  readonly volumes: readonly Derived<"MiB">[];
  /** True where its pods run for some hours a week. Default: false. */
  readonly passing?: boolean;
}

/** What the plan says of the pods that footprints leave to it; beside PostgreSQL runs what archives its log. */
export function plannedPods(
  ledger: Ledger,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
): Readonly<Record<string, PlannedPods>> {
  const sidecarCpu = ledger.figure("archive-sidecar-cpu", assumptions.archiveSidecarCpu);
  const sidecarMemory = ledger.figure("archive-sidecar-memory", assumptions.archiveSidecarMemory);
  const withSidecar = <U extends Unit>(id: string, server: Derived<U>, sidecar: Derived<U>): Derived<U> =>
    ledger.load(id, quantity(server.value + sidecar.value, server.unit), {
      rule: "pod-request",
      from: [server, sidecar],
      because: `${describe(server)} for the server + ${describe(sidecar)} for archiving beside it`,
    });
  return Object.fromEntries(
    Object.entries(databases).map(([name, { instances, cpuRequest, memoryRequest, storage }]) => [
      `databases.${name}.instances`,
      {
        count: instances,
        cpu: withSidecar(`database-${name}-pod-cpu`, cpuRequest, sidecarCpu),
        memory: withSidecar(`database-${name}-pod-memory`, memoryRequest, sidecarMemory),
        volumes: [storage],
      },
    ]),
  );
}

/** Pods of every third-party component; one whose count the plan lacks is not installed. */
export function footprintDemand(
  ledger: Ledger,
  environment: Pick<Environment, "suite" | "tenancy" | "parts" | "mesh">,
  planned: Readonly<Record<string, PlannedPods>>,
): PodDemand {
  const demands = installedFootprints(environment).flatMap((footprint) =>
    Object.entries(footprint.pods).map(([name, pod]) => podDemand(ledger, footprint, name, pod, planned)),
  );
  return merge(demands);
}

function podDemand(
  ledger: Ledger,
  footprint: Footprint,
  name: string,
  pod: FootprintPod,
  planned: Readonly<Record<string, PlannedPods>>,
): PodDemand {
  const id = `${footprint.component}/${name}`;
  switch (pod.count.kind) {
    case "per-node":
      return { kinds: [], perNode: [{ id, ...footprintRequests(ledger, footprint.component, name, pod) }] };
    case "fixed": {
      const count = fixedCount(ledger, footprint, name, pod.count.count, pod.cpu.source.date);
      const requests = footprintRequests(ledger, footprint.component, name, pod);
      const volumes = Array.from({ length: pod.volumes }, () => volumeSize(ledger, footprint.component, name));
      return { kinds: [{ id, count, most: count, ...requests, volumes, spread: "preferred" }], perNode: [] };
    }
    case "planned": {
      const entry = planned[pod.count.planPath];
      return entry === undefined
        ? { kinds: [], perNode: [] }
        : { kinds: [{ id, most: entry.count, ...entry, spread: "even" }], perNode: [] };
    }
  }
}

/** Enters the size of one volume of a component's pod; footprints count volumes without sizing them. */
function volumeSize(ledger: Ledger, component: string, pod: string): Derived<"MiB"> {
  const own = platformVolumes[`${component}/${pod}`];
  return own === undefined
    ? ledger.figure("platform-volume", assumptions.platformVolume)
    : ledger.figure(figureId(component, pod, "volume"), own);
}

/** Pods that the cloud's managed Kubernetes runs on the nodes; none are known of a cluster that the customer runs. */
export function systemDemand(ledger: Ledger, cloud: Cloud | "existing"): PodDemand {
  if (cloud === "existing") return { kinds: [], perNode: [] };
  return merge(
    systemPods[cloud].map(({ name, count, cpu, memory }): PodDemand => {
      const id = `kube-system/${name}`;
      const requests = {
        cpu: ledger.figure(figureId(cloud, name, "cpu"), cpu),
        memory: ledger.figure(figureId(cloud, name, "memory"), memory),
      };
      switch (count.kind) {
        case "per-node":
          return { kinds: [], perNode: [{ id, ...requests }] };
        case "fixed": {
          const component = { component: figureId(cloud, name), title: `${cloud}'s managed Kubernetes` };
          const pods = fixedCount(ledger, component, "system", count.count, cpu.source.date);
          return {
            kinds: [{ id, count: pods, most: pods, ...requests, volumes: [], spread: "preferred" }],
            perNode: [],
          };
        }
        case "planned":
          throw new Error(`no plan counts the system pods ${name}`);
      }
    }),
  );
}

/** All demands as one. */
export const merge = (demands: readonly PodDemand[]): PodDemand => ({
  kinds: demands.flatMap(({ kinds }): readonly PodKind[] => kinds),
  perNode: demands.flatMap(({ perNode }): readonly PerNodeKind[] => perNode),
});
