import { planningDecisions, recoveryFigures } from "../../catalog";
import { describe, seconds, type Derived, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { keeperOf } from "../placement";
import { hasStandby, type RecoveryContext } from "./recovery-context";
import type { Store } from "./stores";

/** One part of a store's return: a number, or why there is none. */
export type OwnStep =
  | { readonly kind: "known"; readonly word: string; readonly number: Derived<"s"> }
  | { readonly kind: "unknown"; readonly because: string; readonly wayOut: string };

const known = (word: string, number: Derived<"s">): OwnStep => ({ kind: "known", word, number });

/** The return of one store after a failure. */
export function ownSteps(ledger: Ledger, store: Store, failure: Failure, context: RecoveryContext): readonly OwnStep[] {
  switch (store.kind) {
    case "database":
      return databaseSteps(ledger, store, failure, context);
    case "secrets":
      return [
        failure === "pod" || failure === "datacentre"
          ? known("election", ledger.figure("secrets-election", recoveryFigures.secretsElection))
          : known("restore", ledger.figure("secrets-restore", recoveryFigures.secretsRestore)),
      ];
    case "bucket":
      return bucketSteps(failure, context);
    // What is left of the bus, or a new and empty one, comes up with the services.
    case "bus":
    case "queue":
      return [];
    case "volume":
      return [unknownVolume];
  }
}

/** A standby reads its own copies; a new site has to be given them. */
function bucketSteps(failure: Failure, context: RecoveryContext): readonly OwnStep[] {
  switch (failure) {
    case "pod":
    case "datacentre":
      return [];
    case "region":
      return hasStandby(context) && keeperOf(context.environment) === "provider" ? [] : [objectsOneByOne];
    case "mistake":
    case "ransomware":
      return [objectsOneByOne];
  }
}

function databaseSteps(
  ledger: Ledger,
  store: Extract<Store, { kind: "database" }>,
  failure: Failure,
  context: RecoveryContext,
): readonly OwnStep[] {
  switch (failure) {
    case "pod":
    case "datacentre":
      return [
        known("stop", ledger.figure("database-stop", planningDecisions.databaseStop)),
        known("lease", ledger.figure("database-lease", recoveryFigures.databaseLease)),
      ];
    case "region":
      return hasStandby(context)
        ? [known("promote", ledger.figure("database-promotion", recoveryFigures.databasePromotion))]
        : [known("restore", restore(ledger, store))];
    case "mistake":
    case "ransomware":
      return [known("restore", restore(ledger, store))];
  }
}

/** A base backup comes back as one stream, and then the log of at most a day. */
function restore(ledger: Ledger, { id, cluster }: Extract<Store, { kind: "database" }>): Derived<"s"> {
  const speed = ledger.figure("restore-throughput", recoveryFigures.restoreThroughput);
  const interval = ledger.figure("base-backup-interval", recoveryFigures.baseBackupInterval);
  const replay = ledger.figure("segment-replay", recoveryFigures.segmentReplay);
  const sizes = Object.values(cluster.databases).map(({ size }) => size);
  const data = sizes.reduce((sum, { value }) => sum + value, 0);
  const segments = Math.ceil(interval.value / cluster.archiveTimeout.value);
  // A mebibyte is 8.388608 megabits.
  const read = Math.ceil((data * 8.388608) / speed.value);
  return ledger.load(`restore-${id}`, seconds(read + segments * replay.value), {
    rule: "database-restore",
    from: [...sizes, speed, interval, cluster.archiveTimeout, replay],
    because: `${describe({ value: data, unit: "MiB" })} at ${describe(speed)} = ${describe(seconds(read))}, + ${String(segments)} log segments of ${describe(interval)} x ${describe(replay)}`,
  });
}

const objectsOneByOne: OwnStep = {
  kind: "unknown",
  because: "each object is brought back by a request of its own, and how many there are is not known",
  wayOut: "bring a measured share back in a drill",
};

const unknownVolume: OwnStep = {
  kind: "unknown",
  because: "how long the cloud takes to detach a volume from a node that is gone is not documented",
  wayOut: "measure it in a drill",
};
