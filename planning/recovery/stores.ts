import type { DatabaseClusterPlan, Derived, Figure, StoreRole } from "../../language";
import { busName, objectStoreName } from "../../suites";
import { bucketId } from "../buckets";
import { figureId } from "../ledger";
import type { ServiceInstance } from "../service-instances";
import type { WorkloadDemand } from "../workloads";

/** Something that holds what people would miss. */
export type Store =
  | { readonly kind: "database"; readonly id: string; readonly cluster: DatabaseClusterPlan }
  /** A bucket of a service: those of all tenants share one fate, and so one entry. */
  | { readonly kind: "bucket"; readonly id: string }
  /** What OpenBao holds. */
  | { readonly kind: "secrets"; readonly id: string }
  /** A cache with work in flight. */
  | { readonly kind: "queue"; readonly id: string; readonly service: string; readonly users: Derived<"users"> }
  /** What lies on the event bus, and the longest that a worker of any service holds a message. */
  | { readonly kind: "bus"; readonly id: string; readonly held: { readonly id: string; readonly figure: Figure<"s"> } }
  | { readonly kind: "volume"; readonly id: string; readonly of: string; readonly size: Derived<"MiB"> };

/** A store, and the ids under which the plan lists what becomes of it: one for each tenant that has its own. */
export interface StoreEntry {
  readonly store: Store;
  readonly ids: readonly string[];
}

export interface StoresInput {
  readonly instances: readonly ServiceInstance[];
  readonly workloads: readonly WorkloadDemand[];
  readonly databases: Readonly<Record<string, DatabaseClusterPlan>>;
}

/** Everything worth recovering, in the order in which plans list it. */
export const storesOf = ({ instances, workloads, databases }: StoresInput): readonly StoreEntry[] => [
  ...Object.entries(databases).map(([id, cluster]) => alone({ kind: "database", id, cluster })),
  ...bucketsOf(instances),
  alone({ kind: "secrets", id: "secrets" }),
  ...instances.flatMap(queuesOf),
  ...busOf(instances),
  ...workloads.flatMap(volumesOf),
];

const alone = (store: Store): StoreEntry => ({ store, ids: [store.id] });

function bucketsOf(instances: readonly ServiceInstance[]): readonly StoreEntry[] {
  const byId = new Map<string, string[]>();
  for (const instance of instances) {
    for (const bucket of Object.keys(instance.service.needs.buckets ?? {})) {
      const id = `bucket-${bucket}`;
      byId.set(id, [...(byId.get(id) ?? []), `bucket-${bucketId(instance, bucket)}`]);
    }
  }
  return [...byId].map(([id, ids]) => ({ store: { kind: "bucket", id }, ids }));
}

/** What is worth nothing elsewhere is no loss; work in flight is. */
const queuesOf = ({ id, service: { needs }, users }: ServiceInstance): readonly StoreEntry[] =>
  needs.cache === undefined || !isMissed(needs.cache.role)
    ? []
    : [alone({ kind: "queue", id: `cache-${id}`, service: id, users })];

/** What nobody reads is nobody's loss; what is read is in flight until it is acknowledged. */
function busOf(instances: readonly ServiceInstance[]): readonly StoreEntry[] {
  const held = instances.flatMap(({ service: { name, needs } }) =>
    Object.entries(needs.bus?.consumes ?? {}).map(([subscription, { acknowledgeWithin }]) => ({
      id: figureId(name, "bus", subscription),
      figure: acknowledgeWithin,
    })),
  );
  const [first, ...others] = held;
  if (first === undefined) return [];
  const longest = others.reduce((most, each) => (each.figure.value > most.figure.value ? each : most), first);
  return [alone({ kind: "bus", id: busName, held: longest })];
}

const volumesOf = ({ path, id, workload, volumes }: WorkloadDemand): readonly StoreEntry[] =>
  // What the object store in the cluster keeps is told bucket by bucket, and what is on the bus as a whole.
  Object.entries(toldElsewhere.some((service) => id.startsWith(`${service}/`)) ? {} : workload.volumes).flatMap(
    ([name, volume]) => {
      const planned = volumes[name];
      if (volume.kind === "scratch" || planned === undefined || !isMissed(volume.role)) return [];
      const of = `volume ${name} of ${path}`;
      return [alone({ kind: "volume", id: `volume-${id.replace("/", "-")}-${name}`, of, size: planned.size })];
    },
  );

const toldElsewhere = [busName, objectStoreName];

function isMissed(role: StoreRole): boolean {
  switch (role) {
    case "authoritative":
    case "queue":
      return true;
    case "rebuildable":
    case "cache":
      return false;
  }
}
