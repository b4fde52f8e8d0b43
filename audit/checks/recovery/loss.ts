import { recoveryFigures, secretsComponents } from "../../../catalog";
import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import type { BucketFact } from "../../recovery/bucket";
import { bucketFacts, sameGround } from "../../recovery/buckets";
import { archiveBucketOf, databaseFacts, siteGround, type DatabaseFact } from "../../recovery/databases";
import { cronSeconds, postgresSeconds } from "../../recovery/time";
import { liveBuckets } from "./live-buckets";
import { copyElsewhere, madeByCustomer, objectLoss, storeInCluster, storesInside } from "./object-loss";
import type { Recomputed } from "./recomputed";

const id = "recovery-loss";
const ours = pen(id);

/** CloudNativePG's own default (documentation 1.30, 2026-08-21). */
const defaultArchiveTimeout = 300;

/**
 * Loss recomputed from the files, and held against the plan and the promise. Rows and blobs of one service are never apart by
 * more than the larger of their losses, because each keeps the promise by itself.
 */
export const recoveryLoss: Check = {
  id,
  title: "What the loss of the site costs, recomputed from the files, is what the plan says and promises",
  controls: ["A.5.30", "A.8.13", "A.8.14"],
  judge: (facts) => {
    const buckets = bucketFacts(facts);
    const databases = databaseFacts(facts);
    return [
      ...databases
        .filter(({ writes }) => writes)
        .map((database) => compare(facts, database.name, database.object, databaseLoss(facts, database, buckets))),
      ...secretsVerdicts(facts),
      ...bucketVerdicts(facts, databases, buckets),
    ];
  },
};

/** Check 1: until a segment is closed, until it has arrived, and until a copy of it stands elsewhere where the archive does not. */
function databaseLoss(facts: Facts, database: DatabaseFact, buckets: ReadonlyMap<string, BucketFact>): Recomputed {
  const setting = textAt(database.fact.object, "spec", "postgresql", "parameters", "archive_timeout");
  const timeout = setting === undefined ? defaultArchiveTimeout : postgresSeconds(setting);
  const bucket = archiveBucketOf(database, buckets);
  if (timeout === undefined) return { kind: "unknown", because: `archive_timeout "${setting ?? ""}" can't be read` };
  if (bucket === undefined) return { kind: "unknown", because: "the archive's bucket is made by no stack" };
  const upload = recoveryFigures.archiveUpload.value;
  const own = sameGround(bucket.ground, siteGround(facts, database.site));
  if (own === undefined) return { kind: "unknown", because: "the places of cluster and archive can't be compared" };
  const way = `${String(timeout)} s until a segment is closed + ${String(upload)} s until it has arrived`;
  if (!own) return { kind: "known", seconds: timeout + upload, because: way };
  const copy = copyElsewhere(bucket, buckets);
  if (copy === undefined)
    return { kind: "all", because: "the archive burns with the site and is not copied elsewhere" };
  const lag = recoveryFigures.replicationLag[bucket.cloud].value;
  return {
    kind: "known",
    seconds: timeout + upload + lag,
    because: `${way} + ${String(lag)} s until it is copied elsewhere`,
  };
}

/** Snapshots of the secrets: the schedule that carries them out, at the site that serves. */
function secretsVerdicts(facts: Facts): readonly Verdict[] {
  if (facts.plan.recovery.loss["secrets"] === undefined) return [];
  const found = Object.entries(facts.kubernetes).find(
    ([, { kind, namespace, name }]) =>
      kind === "CronJob" && secretsComponents.includes(namespace ?? "") && name === "secrets-save",
  );
  if (found === undefined) {
    return [
      compare(facts, "secrets", facts.environment, {
        kind: "all",
        because: "no CronJob takes snapshots of the secrets",
      }),
    ];
  }
  const [object, { object: job }] = found;
  const schedule = textAt(job, "spec", "schedule") ?? "";
  const interval = cronSeconds(schedule);
  const upload = recoveryFigures.secretsUpload.value;
  return [
    compare(
      facts,
      "secrets",
      object,
      interval === undefined
        ? { kind: "unknown", because: `schedule "${schedule}" has no even interval` }
        : {
            kind: "known",
            seconds: interval + upload,
            because: `${String(interval)} s between snapshots + ${String(upload)} s until one has arrived`,
          },
    ),
  ];
}

function bucketVerdicts(
  facts: Facts,
  databases: readonly DatabaseFact[],
  buckets: ReadonlyMap<string, BucketFact>,
): readonly Verdict[] {
  const planned = Object.keys(facts.plan.recovery.loss).filter((store) => store.startsWith("bucket-"));
  const inside = storeInCluster(facts);
  if (inside !== undefined) {
    return storesInside(facts, databases, buckets, planned).map(({ store, loss }) =>
      compare(facts, store, inside, loss),
    );
  }
  const live = liveBuckets(facts, databases, buckets);
  const missing = planned.length - live.length;
  const compared = live.map(({ store, bucket }) => compare(facts, store, bucket.object, objectLoss(bucket, buckets)));
  if (missing > 0 && databases.some(({ site, writes }) => writes && facts.plan.sites[site]?.cloud === "existing")) {
    return [
      ...compared,
      ...planned
        .filter((store) => !live.some((bucket) => bucket.store === store))
        .map((store) => compare(facts, store, facts.environment, madeByCustomer)),
    ];
  }
  return [
    ...compared,
    ...(missing > 0 && buckets.size > 0
      ? [
          ours.fail(facts.environment, {
            where: "buckets",
            value: live.length,
            why: `are fewer than the ${String(planned.length)} that the plan counts at the site that serves`,
            wayOut: "synthesize the environment again",
          }),
        ]
      : []),
  ];
}

/** Plan and files must agree, and both with the promise; a number that the plan leaves open stays open. */
function compare(facts: Facts, store: string, object: string, files: Recomputed): Verdict {
  const planned = facts.plan.recovery.loss[store];
  const promised = facts.plan.recovery.promisedLoss["region"];
  const at = (finding: Omit<Finding, "where">): Finding => ({ where: `recovery.loss.${store}`, ...finding });
  const wayOut = "synthesize the environment again; where it stays, plan and constructs disagree: report it";
  if (planned === undefined) {
    return ours.fail(object, at({ why: "is not in the plan, but the files hold such a store", wayOut }));
  }
  switch (files.kind) {
    case "unknown":
      return ours.undecided(
        object,
        at({ why: `can't be recomputed: ${files.because}`, wayOut: "write what is missing into the files" }),
      );
    case "all":
      return planned.kind === "unknown"
        ? ours.undecided(
            object,
            at({
              why: `is everything: ${files.because}; the plan says: ${planned.because}`,
              wayOut: "let something copy it, or leave it accepted by name and date",
            }),
          )
        : ours.fail(
            object,
            at({ value: planned.seconds, why: `is everything by the files: ${files.because}`, wayOut }),
          );
    case "known":
      if (planned.kind === "unknown") {
        return ours.undecided(
          object,
          at({
            value: files.seconds,
            why: `is left open by the plan: ${planned.because}`,
            wayOut: "accept it by name and date in recovery.accepts",
          }),
        );
      }
      if (planned.seconds !== files.seconds) {
        return ours.fail(
          object,
          at({ value: planned.seconds, why: `is ${String(files.seconds)} s by the files: ${files.because}`, wayOut }),
        );
      }
      return promised !== undefined && files.seconds > promised
        ? ours.fail(
            object,
            at({
              value: files.seconds,
              why: `breaks the promise of ${String(promised)} s: ${files.because}`,
              wayOut: "choose a tier that promises less, or a store that loses less",
            }),
          )
        : ours.pass(object);
  }
}
