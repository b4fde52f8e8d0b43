import { recoveryTiers, type Cloud } from "../catalog";
import { standbyOf, tierOf, type Environment } from "../environments/schema";
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
import { bucketId } from "./buckets";
import type { Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";
import type { WorkloadDemand } from "./workloads";

export interface RecoveryInput {
  readonly environment: Pick<Environment, "site" | "recovery" | "parts">;
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
    return [`bucket-${bucketId(instance, bucket)}`, bucketLoss(ledger, path, `bucket-${bucket}`, instance, environment)];
  });

/** How a bucket's objects reach the place that survives the site. */
type Replication =
  | { readonly kind: "provider"; readonly cloud: Cloud }
  | { readonly kind: "none"; readonly because: string; readonly wayOut: string };

function replicationOf({ site, recovery, parts }: RecoveryInput["environment"]): Replication {
  const standby = standbyOf({ recovery })?.site;
  if (standby === undefined) {
    return {
      kind: "none",
      because: "a single site has no second bucket: what is lost with the region is everything since the last copy of its own",
      wayOut: "choose warmStandby, or copy the bucket into the off-site region by a job of your own and measure its lag",
    };
  }
  if (parts.objects !== "provider") {
    return {
      kind: "none",
      because: `${parts.objects} publishes no bound for the lag between sites, and two sites are no quorum`,
      wayOut: "test the lag in a drill, or keep the objects with the provider",
    };
  }
  if (site.kind === "existing" || standby.kind !== site.kind) {
    return {
      kind: "none",
      because: `no provider copies objects from ${site.kind} to ${standby.kind}`,
      wayOut: "choose both sites at one provider, or run a copy job of your own and measure its lag",
    };
  }
  return { kind: "provider", cloud: site.kind };
}

/** `store` is the name under which a figure without a contract is accepted. */
function bucketLoss(
  ledger: Ledger,
  path: string,
  store: string,
  { users }: ServiceInstance,
  environment: RecoveryInput["environment"],
): Decided<"s"> {
  const replication = replicationOf(environment);
  switch (replication.kind) {
    case "none": {
      const { because, wayOut } = replication;
      return ledger.undecided(path, "s", { rule: "replication-loss", from: [users], because, wayOut });
    }
    case "provider":
      return providerLoss(ledger, path, store, replication.cloud, environment.recovery);
  }
}

/** The lag is a contract on AWS; elsewhere it is undecided until someone accepts it by name. */
function providerLoss(
  ledger: Ledger,
  path: string,
  store: string,
  cloud: Cloud,
  { accepts }: Environment["recovery"],
): Decided<"s"> {
  const lag = ledger.figure(`${cloud}-replication-lag`, replicationLag[cloud]);
  const open = withoutContract(cloud);
  if (open === undefined) {
    return ledger.derive(path, seconds(lag.value), {
      rule: "replication-loss",
      from: [lag],
      because: `${describe(lag)}: ${lag.because}`,
    });
  }
  const acceptance = accepts.find((accepted) => accepted.store === store);
  return acceptance === undefined
    ? ledger.undecided(path, "s", { rule: "replication-loss", from: [lag], ...open })
    : ledger.derive(path, seconds(lag.value), {
        rule: "accepted-loss",
        from: [lag],
        because: `${describe(lag)}, not promised by a contract (${open.because}); accepted by ${acceptance.by} on ${acceptance.on}`,
      });
}

const replicationLag = {
  ovh: assumptions.ovhReplicationLag,
  azure: assumptions.azureReplicationLag,
  aws: assumptions.awsReplicationLag,
} as const;

function withoutContract(cloud: Cloud): { readonly because: string; readonly wayOut: string } | undefined {
  switch (cloud) {
    case "ovh":
      return {
        because: "OVH documents about 15 minutes, no contract",
        wayOut: "accept it by name and date in recovery.accepts, or keep the objects in Garage over three sites",
      };
    case "azure":
      return {
        because: "Azure promises 15 minutes only under priority replication, which Terraform can't switch on",
        wayOut: "switch priority replication on by hand, then accept it by name and date in recovery.accepts",
      };
    case "aws":
      return undefined;
  }
}

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
