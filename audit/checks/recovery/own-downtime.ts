import { recoveryFigures } from "../../../catalog";
import type { Facts } from "../../facts";
import { numberAt, textAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import type { BucketFact } from "../../recovery/bucket";
import { sameGround } from "../../recovery/buckets";
import { siteGround, type DatabaseFact } from "../../recovery/databases";
import { cronSecondsOfSix, postgresSeconds } from "../../recovery/time";
import type { Recomputed } from "./recomputed";

/** Everything that tells how one store comes back. */
export interface Comeback {
  readonly facts: Facts;
  readonly databases: readonly DatabaseFact[];
  readonly buckets: ReadonlyMap<string, BucketFact>;
}

/** How a store comes back: the cluster heals, the other site takes over, or it is restored from its copies. */
export type Way = "heals" | "other-site" | "restored";

/** Defaults of CloudNativePG (documentation 1.30, 2026-08-21), in seconds. */
const defaults = { switchoverDelay: 3600, archiveTimeout: 300 } as const;

const declared = (seconds: number, because: string): Recomputed => ({
  kind: "known",
  seconds,
  because: `${because}, as declared`,
  declared: true,
});

const none: Recomputed = { kind: "known", seconds: 0, because: "nothing of its own" };

/** What a store needs beyond the steps that all wait for. */
export function ownDowntime(store: string, way: Way, comeback: Comeback): Recomputed {
  if (store === "secrets") return secretsReturn(way);
  // What is left of the bus, or a new and empty one, comes up with the services.
  if (store.startsWith("cache-") || store === "bus") return none;
  if (store.startsWith("volume-")) {
    return { kind: "unknown", because: "how long a cloud takes to detach a volume is not documented" };
  }
  if (store.startsWith("bucket-")) return bucketReturn(store, way, comeback);
  const database = comeback.databases.find(({ name, writes }) => name === store && writes);
  return database === undefined
    ? { kind: "unknown", because: "no file declares such a database that takes writes" }
    : databaseReturn(database, way, comeback.facts);
}

const secretsReturn = (way: Way): Recomputed =>
  way === "heals"
    ? declared(recoveryFigures.secretsElection.value, "election")
    : declared(recoveryFigures.secretsRestore.value, "restore of the snapshot");

const oneByOne: Recomputed = {
  kind: "unknown",
  because: "each object comes back by a request of its own, and no file says how many there are",
};

/** The other site reads its own copies; anything else has to be given them. */
function bucketReturn(store: string, way: Way, { facts, databases, buckets }: Comeback): Recomputed {
  switch (way) {
    case "heals":
      return none;
    case "restored":
      return oneByOne;
    case "other-site": {
      const followers = databases.filter(({ writes }) => !writes).map(({ site }) => siteGround(facts, site));
      const name = store.slice("bucket-".length);
      const beside = [...buckets.values()].some(
        ({ name: bucket, copies }) =>
          bucket.includes(name.split("-").at(-1) ?? name) &&
          copies.some(
            ({ enabled, to }) =>
              enabled && followers.some((ground) => sameGround(ground, buckets.get(to)?.ground) === true),
          ),
      );
      return beside ? none : oneByOne;
    }
  }
}

function databaseReturn(database: DatabaseFact, way: Way, facts: Facts): Recomputed {
  const { object } = database.fact;
  switch (way) {
    case "heals": {
      const stop = numberAt(object, "spec", "switchoverDelay") ?? defaults.switchoverDelay;
      const lease = recoveryFigures.databaseLease.value;
      return {
        kind: "known",
        seconds: stop + lease,
        because: `${String(stop)} s that a shutdown may take (spec.switchoverDelay) + ${String(lease)} s lease, as declared`,
      };
    }
    case "other-site":
      return declared(recoveryFigures.databasePromotion.value, "promotion");
    case "restored":
      return restore(database, facts);
  }
}

/** A base backup comes back as one stream, and then the log since: as much as schedule and log switch let pile up. */
function restore({ fact, name }: DatabaseFact, facts: Facts): Recomputed {
  const setting = textAt(fact.object, "spec", "postgresql", "parameters", "archive_timeout");
  const timeout = setting === undefined ? defaults.archiveTimeout : postgresSeconds(setting);
  const backups = objectsOfKind(facts, "ScheduledBackup").find(
    ([, { site, object }]) => site === fact.site && textAt(object, "spec", "cluster", "name") === name,
  );
  const interval = cronSecondsOfSix(textAt(backups?.[1].object, "spec", "schedule") ?? "");
  const size = facts.plan.databaseSizes[name];
  if (timeout === undefined) return { kind: "unknown", because: `archive_timeout "${setting ?? ""}" can't be read` };
  if (interval === undefined)
    return { kind: "unknown", because: "no ScheduledBackup with an even interval bounds what is replayed" };
  if (size === undefined) return { kind: "unknown", because: "the plan says no size of its data" };
  // A mebibyte is 8.388608 megabits.
  const read = Math.ceil((size * 8.388608) / recoveryFigures.restoreThroughput.value);
  const replay = Math.ceil(interval / timeout) * recoveryFigures.segmentReplay.value;
  return {
    kind: "known",
    seconds: read + replay,
    because: `${String(read)} s to read ${String(size)} MiB, as declared, + ${String(replay)} s to replay the log of ${String(interval)} s in segments of ${String(timeout)} s`,
  };
}
