import { pen, type Check, type Verdict } from "../check";
import { textAt } from "../facts/json";
import type { Facts } from "../facts";
import type { BucketFact } from "../recovery/bucket";
import { bucketFacts } from "../recovery/buckets";
import { carrierFacts } from "../recovery/carriers";

const id = "records";
const ours = pen(id);

/** Records stand as long as the plan says: their bucket is locked against everybody, or, where its storage can't lock, a copy that a job fills is. */
export const records: Check = {
  id,
  title: "Nobody deletes or overwrites a record before its time, wherever it is kept",
  controls: ["A.5.28", "A.5.33", "A.8.15"],
  applies: ({ plan }) => plan.records !== undefined && Object.keys(plan.records.buckets).length > 0,
  judge: (facts) => {
    const { records: planned } = facts.plan;
    if (planned === undefined) return [];
    const buckets = bucketFacts(facts);
    return Object.entries(planned.buckets).map(([name, { journal = planned.days }]) =>
      judgeBucket(name, journal, facts, buckets),
    );
  },
};

function judgeBucket(name: string, days: number, facts: Facts, buckets: ReadonlyMap<string, BucketFact>): Verdict {
  const bucket = buckets.get(name);
  const object = bucket?.object ?? `records.buckets.${name}`;
  const final = textAt(facts.plan.environment, "stage") === "production";
  const holds = ({ lock }: BucketFact): boolean => lock !== undefined && lock.days >= days && (lock.final || !final);
  if (bucket !== undefined && holds(bucket)) return ours.pass(object);
  const copies = [
    ...(bucket?.copies ?? []).flatMap(({ to, enabled }) => (enabled ? [to] : [])),
    ...carrierFacts(facts).flatMap(({ from, to, enabled }) => (from === name && enabled ? [to] : [])),
  ];
  const kept = copies.map((copy) => buckets.get(copy)).find((copy) => copy !== undefined && holds(copy));
  if (bucket?.lock !== undefined) {
    const { lock } = bucket;
    return ours.fail(object, {
      where: "object lock",
      value: lock.days,
      why:
        lock.days < days
          ? `is less than the ${String(days)} days that records stand`
          : "can be lifted, and this is production",
      wayOut: "lock it as the plan says, or change the fact records",
    });
  }
  if (bucket !== undefined && bucket.host === undefined) {
    return ours.fail(object, {
      where: "object lock",
      why: "is missing: whoever has the cloud account, or the keys of the writer, can rewrite what happened",
      wayOut: `lock it for ${String(days)} days when it is made`,
    });
  }
  return kept === undefined
    ? ours.undecided(object, {
        where: "object lock",
        why: "is not possible where records are kept, and no locked copy of them is made",
        wayOut: "keep records in storage that locks objects, or have recovery carry them to one",
      })
    : ours.pass(
        object,
        `its storage can't lock; ${kept.name}, to which it is copied, is locked ${String(kept.lock?.days)} days`,
      );
}
