import { planningDecisions, recoveryFigures, type Cloud } from "../../catalog";
import { describe, seconds, type Decided, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { replicationOf } from "./bucket-replication";
import { carriedLoss, copyKeepsVersions } from "./carried-loss";
import { garageLoss } from "./garage-loss";
import { isSurvivor, type RecoveryContext } from "./recovery-context";
import type { Store } from "./stores";

type Bucket = Extract<Store, { kind: "bucket" }>;

/** What a failure costs of a service's bucket. */
export function bucketLoss(
  ledger: Ledger,
  path: string,
  bucket: Bucket,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  const { parts } = context.environment;
  if (parts.objects === "garage") return garageLoss(ledger, path, bucket.id, failure, context);
  if (parts.objects !== "provider") {
    return failure === "region" ? replicated(ledger, path, bucket, context) : unknownKeeper(ledger, path, context);
  }
  if (context.world.kind === "existing") return ownStorageLoss(ledger, path, bucket, failure, context);
  switch (failure) {
    case "pod":
    case "datacentre":
      return ledger.derive(path, seconds(0), {
        rule: "provider-storage",
        from: [context.zones],
        because: `objects stand in the provider's storage, in each of ${describe(context.zones)}, and in no pod`,
      });
    case "region":
      return replicated(ledger, path, bucket, context);
    case "mistake":
    case "ransomware":
      return versioned(ledger, path, failure);
  }
}

/** Storage of the customer's own: nobody knows how safe it is, but what is carried out of it is. */
function ownStorageLoss(
  ledger: Ledger,
  path: string,
  bucket: Bucket,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  switch (failure) {
    case "pod":
    case "datacentre":
      return unknownKeeper(ledger, path, context);
    case "region":
      return replicated(ledger, path, bucket, context);
    case "mistake":
    case "ransomware":
      return !isSurvivor(context) && copyKeepsVersions(context.environment)
        ? carriedLoss(ledger, path, failure, context)
        : unknownKeeper(ledger, path, context);
  }
}

/** Keys of services can hide an object, and neither remove a version nor change a rule of the bucket. */
function versioned(ledger: Ledger, path: string, failure: "mistake" | "ransomware"): Decided<"s"> {
  const kept = ledger.figure("replaced-versions", planningDecisions.replacedVersions);
  const limit = failure === "mistake" ? "" : "; whoever holds the cloud account itself could remove them";
  return ledger.derive(path, seconds(0), {
    rule: "object-versions",
    from: [kept],
    because: `replaced and deleted objects are kept for ${describe(kept)}, and no key in the cluster can remove a version${limit}`,
  });
}

const unknownKeeper = (
  ledger: Ledger,
  path: string,
  { world, environment: { parts } }: RecoveryContext,
): Decided<"s"> =>
  ledger.undecided(path, "s", {
    rule: "unknown-keeper",
    from: [],
    because:
      world.kind === "existing" && parts.objects === "provider"
        ? "the customer keeps the object storage, and how safely is not known"
        : `${parts.objects} in the cluster has no measured figure`,
    wayOut: "test it in a drill",
  });

function replicated(ledger: Ledger, path: string, { id }: Bucket, context: RecoveryContext): Decided<"s"> {
  const { environment } = context;
  const replication = replicationOf(environment);
  switch (replication.kind) {
    case "unbounded": {
      const { because, wayOut } = replication;
      return ledger.undecided(path, "s", { rule: "replication-loss", from: [], because, wayOut });
    }
    case "job":
      return carriedLoss(ledger, path, "region", context);
    case "provider":
      return providerLoss(ledger, path, id, replication.cloud, environment.recovery.accepts);
  }
}

/** The lag is a contract on AWS; elsewhere it is undecided until someone accepts it by name. */
function providerLoss(
  ledger: Ledger,
  path: string,
  store: string,
  cloud: Cloud,
  accepts: RecoveryContext["environment"]["recovery"]["accepts"],
): Decided<"s"> {
  const lag = ledger.figure(`${cloud}-replication-lag`, recoveryFigures.replicationLag[cloud]);
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
