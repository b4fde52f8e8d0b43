import type { JsonObject } from "../../audit/facts/json";
import type { NodeGroup, PodGroup } from "../world/world";

/** Label of every simulated pod: the id of its group, written so that a label can hold it. */
export const groupLabel = "simulation.bestek.eu/group";
export const groupValue = ({ namespace, name }: Pick<PodGroup, "namespace" | "name">): string =>
  `${namespace}.${name}`.slice(0, 63).replace(/[^a-z0-9]$/i, "");

/** The one kind of volume; the simulation itself provides it. */
export const volumeDriver = "simulated.bestek.eu";
export const zoneKey = "topology.kubernetes.io/zone";
const storageClassName = "simulated";

export const storageClass: JsonObject = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: storageClassName },
  provisioner: volumeDriver,
  volumeBindingMode: "WaitForFirstConsumer",
};

/** A simulated node: its name, where it stands and of what kind it is. */
export interface SimulatedNode {
  readonly name: string;
  readonly group: NodeGroup;
}

/** The first nodes of every group, by the number that `count` names. */
export const nodesOf = (groups: readonly NodeGroup[], count: (group: NodeGroup) => number): readonly SimulatedNode[] =>
  groups.flatMap((group) =>
    Array.from({ length: count(group) }, (_, index) => ({
      name: `${group.pool}-${group.zone}-${String(index + 1)}`,
      group,
    })),
  );

export function nodeObject({ name, group }: SimulatedNode): JsonObject {
  const room = {
    cpu: `${String(group.cpu)}m`,
    memory: `${String(group.memory)}Mi`,
    pods: String(group.pods),
    // Disks of nodes are not what is simulated: what pods request of them always fits.
    "ephemeral-storage": "100Ti",
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: { ...group.labels, "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", [zoneKey]: group.zone },
    },
    spec: { taints: [...group.taints] },
    status: { capacity: room, allocatable: room },
  };
}

/** What says how many volumes a node can attach. */
export const csiNodeObject = ({ name, group }: SimulatedNode): JsonObject => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "CSINode",
  metadata: { name },
  spec: {
    drivers: [{ name: volumeDriver, nodeID: name, topologyKeys: [zoneKey], allocatable: { count: group.volumes } }],
  },
});

/** The object whose controller makes the group's pods. */
export function controllerObject(group: PodGroup, replicas: number): JsonObject {
  const own = { [groupLabel]: groupValue(group) };
  const labels = { ...group.labels, ...own };
  const common = {
    selector: { matchLabels: own },
    template: { metadata: { labels }, spec: group.pod },
  };
  const metadata = { name: group.name, namespace: group.namespace, labels: own };
  switch (group.controller) {
    case "Deployment":
      return { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { ...common, replicas } };
    case "DaemonSet":
      return { apiVersion: "apps/v1", kind: "DaemonSet", metadata, spec: common };
    case "StatefulSet":
      return {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata,
        spec: {
          ...common,
          replicas,
          serviceName: group.name,
          podManagementPolicy: group.parallel ? "Parallel" : "OrderedReady",
          volumeClaimTemplates: group.claims.map((name) => ({
            metadata: { name },
            spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage: "1Gi" } } },
          })),
        },
      };
  }
}

/** A volume for a claim, in the zone of the node that the scheduler chose; in none where volumes are bound to none. */
export const volumeObject = (
  claim: { readonly namespace: string; readonly name: string; readonly uid: string },
  zone: string | undefined,
): JsonObject => ({
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name: `volume-${claim.uid}` },
  spec: {
    capacity: { storage: "1Gi" },
    accessModes: ["ReadWriteOnce"],
    storageClassName,
    persistentVolumeReclaimPolicy: "Retain",
    claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", ...claim },
    csi: { driver: volumeDriver, volumeHandle: claim.uid },
    ...(zone === undefined
      ? {}
      : {
          nodeAffinity: {
            required: { nodeSelectorTerms: [{ matchExpressions: [{ key: zoneKey, operator: "In", values: [zone] }] }] },
          },
        }),
  },
});
