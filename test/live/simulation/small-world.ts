import { machineTypes, allocatable } from "../../../catalog";
import type { JsonObject } from "../../../audit/facts/json";
import { standIn } from "../../../simulation/world/pod-spec";
import type { NodeGroup, PodGroup, SiteWorld } from "../../../simulation/world/world";

const zones = ["a", "b", "c"];

/** Nodes of a machine of 8 processors, equally many in each zone. */
export function nodes(perZone: number, changes: Partial<NodeGroup> = {}): readonly NodeGroup[] {
  const machine = machineTypes("aws").find(({ name }) => name === "m6i.2xlarge");
  if (machine === undefined) throw new Error("the catalogue has no m6i.2xlarge");
  const { cpu, memory } = allocatable(machine);
  return zones.map((zone) => ({
    pool: "general",
    zone,
    machine: machine.name,
    nodes: perZone,
    most: perZone,
    labels: {},
    taints: [],
    cpu: cpu.value,
    memory: memory.value,
    pods: machine.maximumPods.value,
    volumes: machine.maximumVolumes.value,
    ...changes,
  }));
}

/** As constructs of ours write it. */
export const spreadOverZones: JsonObject = {
  topologySpreadConstraints: [
    {
      labelSelector: { matchLabels: { app: "web" } },
      maxSkew: 1,
      nodeTaintsPolicy: "Honor",
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
    },
  ],
};

/** Pods of 2 processors that bear the label `app: web`. */
export const web = (changes: Partial<PodGroup> = {}, pod: JsonObject = spreadOverZones): PodGroup => ({
  id: "shop/web",
  origin: "ours",
  controller: "Deployment",
  namespace: "shop",
  name: "web",
  replicas: 3,
  most: 3,
  labels: { app: "web" },
  pod: { automountServiceAccountToken: false, containers: [standIn("web", 2000, 1024)], ...pod },
  claims: [],
  parallel: true,
  spread: true,
  passing: false,
  ...changes,
});

export const budget = (spec: JsonObject): JsonObject => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "web", namespace: "shop" },
  spec: { ...spec, selector: { matchLabels: { app: "web" } } },
});

export const world = (parts: Pick<SiteWorld, "nodes" | "groups"> & Partial<SiteWorld>): SiteWorld => ({
  site: "test",
  objects: [],
  zoneBound: true,
  survivesZoneLoss: true,
  planned: { cpu: 0, memory: 0, pods: 0 },
  ...parts,
});
