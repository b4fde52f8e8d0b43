import { findStorageRegion } from "../../catalog";
import type { Facts } from "../facts";
import { awsBuckets } from "./aws-buckets";
import { azureBuckets } from "./azure-buckets";
import type { BucketFact, CopyFact, UnplacedBucket } from "./bucket";
import { carrierFacts } from "./carriers";
import { ovhBuckets } from "./ovh-buckets";

/** Every bucket of an environment, of whatever cloud, by name, with what its storage copies and what a job carries. */
export function bucketFacts(facts: Facts): ReadonlyMap<string, BucketFact> {
  const carried = carriedCopies(facts);
  return new Map(
    [...ovhBuckets(facts), ...awsBuckets(facts), ...azureBuckets(facts)].map((bucket) => [
      bucket.name,
      { ...bucket, ground: groundOf(facts, bucket), copies: [...bucket.copies, ...(carried.get(bucket.name) ?? [])] },
    ]),
  );
}

/** Copies that jobs in the clusters make, by the bucket they read. */
function carriedCopies(facts: Facts): ReadonlyMap<string, readonly CopyFact[]> {
  const copies = new Map<string, CopyFact[]>();
  for (const carrier of carrierFacts(facts)) {
    const { from, to, enabled, deletions } = carrier;
    copies.set(from, [
      ...(copies.get(from) ?? []),
      { to, enabled, deletions, gaps: [], older: true, timed: false, carrier },
    ]);
  }
  return copies;
}

function groundOf({ plan }: Facts, { region, host }: UnplacedBucket): string | undefined {
  if (host === undefined) return findStorageRegion(region ?? "")?.failureDomain;
  return Object.values(plan.storage).find((storage) => storage.host === host)?.failureDomain;
}

/** Whether two places burn together; undefined where one of them is not known. */
export const sameGround = (one: string | undefined, other: string | undefined): boolean | undefined =>
  one === undefined || other === undefined ? undefined : one === other;
