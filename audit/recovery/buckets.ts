import { findStorageRegion } from "../../catalog";
import type { Facts } from "../facts";
import { awsBuckets } from "./aws-buckets";
import { azureBuckets } from "./azure-buckets";
import type { BucketFact, UnplacedBucket } from "./bucket";
import { ovhBuckets } from "./ovh-buckets";

/** Every bucket of an environment, of whatever cloud, by name. */
export const bucketFacts = (facts: Facts): ReadonlyMap<string, BucketFact> =>
  new Map(
    [...ovhBuckets(facts), ...awsBuckets(facts), ...azureBuckets(facts)].map((bucket) => [
      bucket.name,
      { ...bucket, ground: groundOf(facts, bucket) },
    ]),
  );

function groundOf({ plan }: Facts, { region, host }: UnplacedBucket): string | undefined {
  if (host === undefined) return findStorageRegion(region ?? "")?.failureDomain;
  return Object.values(plan.storage).find((storage) => storage.host === host)?.failureDomain;
}

/** Whether two places burn together; undefined where one of them is not known. */
export const sameGround = (one: string | undefined, other: string | undefined): boolean | undefined =>
  one === undefined || other === undefined ? undefined : one === other;
