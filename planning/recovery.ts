import { recoveryTiers } from "../catalog";
import { tierOf } from "../environments/schema";
import {
  describe,
  seconds,
  type Decided,
  type DatabaseClusterPlan,
  type Derived,
  type RecoveryPlan,
  type StoreRole,
} from "../language";
import { assumptions } from "./assumptions";
import { bucketLoss, type ReplicationFacts } from "./bucket-loss";
import { bucketId } from "./buckets";
import type { Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";
import type { WorkloadDemand } from "./workloads";

export interface RecoveryInput {
  readonly environment: ReplicationFacts;
  readonly instances: readonly ServiceInstance[];
  readonly workloads: readonly WorkloadDemand[];
  readonly databases: Readonly<Record<string, DatabaseClusterPlan>>;
}

/** What the tier promises, and for each store what the loss of the site would cost today. */
export function enterRecovery(ledger: Ledger, input: RecoveryInput): RecoveryPlan {
  const tier = recoveryTiers[tierOf(input.environment.recovery)];
  const loss = ledger.figure(`tier-${tier.name}-loss`, tier.loss);
  const downtime = ledger.figure(`tier-${tier.name}-downtime`, tier.downtime);
  return {
    tier: tier.name,
    promisedLoss: promise(ledger, "recovery.promisedLoss", loss),
    promisedDowntime: promise(ledger, "recovery.promisedDowntime", downtime),
    loss: Object.fromEntries([
      ...Object.entries(input.databases).map(([name, cluster]) => [name, databaseLoss(ledger, name, cluster)] as const),
      ...input.instances.flatMap((instance) => bucketLosses(ledger, instance, input)),
      ...input.instances.flatMap((instance) => cacheLosses(ledger, instance)),
      ...input.workloads.flatMap((demand) => volumeLosses(ledger, demand)),
    ]),
  };
}

const promise = (ledger: Ledger, path: string, figure: Derived<"s">): Derived<"s"> =>
  ledger.derive(path, seconds(figure.value), {
    rule: "tier-promise",
    from: [figure],
    because: `${describe(figure)}: ${figure.because}`,
  });

type Losses = readonly (readonly [string, Decided<"s">])[];

/** The log goes straight to the other region, so that nothing but its own interval and the upload stand in between. */
function databaseLoss(ledger: Ledger, name: string, { archiveTimeout }: DatabaseClusterPlan): Derived<"s"> {
  const upload = ledger.figure("archive-upload", assumptions.archiveUpload);
  return ledger.derive(`recovery.loss.${name}`, seconds(archiveTimeout.value + upload.value), {
    rule: "archived-log-loss",
    from: [archiveTimeout, upload],
    because: `${describe(archiveTimeout)} until a log segment is closed + ${describe(upload)} until it has arrived in the other region`,
  });
}

const bucketLosses = (ledger: Ledger, instance: ServiceInstance, { environment }: RecoveryInput): Losses =>
  Object.keys(instance.service.needs.buckets ?? {}).map((bucket) => {
    const path = `recovery.loss.bucket-${bucketId(instance, bucket)}`;
    return [
      `bucket-${bucketId(instance, bucket)}`,
      bucketLoss(ledger, path, `bucket-${bucket}`, instance, environment),
    ];
  });

/** What is worth nothing elsewhere is no loss; work in flight is. */
function cacheLosses(ledger: Ledger, { id, service: { needs }, users }: ServiceInstance): Losses {
  if (needs.cache === undefined || !isMissed(needs.cache.role)) return [];
  const loss = ledger.undecided(`recovery.loss.cache-${id}`, "s", {
    rule: "uncopied-loss",
    from: [users],
    because: `the cache of ${id} holds work in flight and is not copied to another site`,
    wayOut: "let the service re-create its queue from its database",
  });
  return [[`cache-${id}`, loss]];
}

const volumeLosses = (ledger: Ledger, { path, id, workload, volumes }: WorkloadDemand): Losses =>
  Object.entries(workload.volumes).flatMap(([name, volume]) => {
    const planned = volumes[name];
    if (volume.kind === "scratch" || planned === undefined || !isMissed(volume.role)) return [];
    const store = `volume-${id.replace("/", "-")}-${name}`;
    return [
      [
        store,
        ledger.undecided(`recovery.loss.${store}`, "s", {
          rule: "uncopied-loss",
          from: [planned.size],
          because: `volume ${name} of ${path} is not copied to another site`,
          wayOut: "keep what must survive in the database or in a bucket",
        }),
      ] as const,
    ];
  });

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
