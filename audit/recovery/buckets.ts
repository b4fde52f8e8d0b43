import { findStorageRegion, sameFailureDomain } from "../../catalog";
import type { Facts } from "../facts";
import { awsBuckets } from "./aws-buckets";
import { azureBuckets } from "./azure-buckets";
import type { BucketFact } from "./bucket";
import { ovhBuckets } from "./ovh-buckets";

/** Every bucket of an environment, of whatever cloud, by name. */
export const bucketFacts = (facts: Pick<Facts, "terraform">): ReadonlyMap<string, BucketFact> =>
  new Map([...ovhBuckets(facts), ...awsBuckets(facts), ...azureBuckets(facts)].map((bucket) => [bucket.name, bucket]));

/** Whether two places burn together; undefined where one of them is not known. */
export function sameGround(one: string | undefined, other: string | undefined): boolean | undefined {
  const [a, b] = [one, other].map((name) => (name === undefined ? undefined : findStorageRegion(name)));
  return a === undefined || b === undefined ? undefined : sameFailureDomain(a, b);
}
