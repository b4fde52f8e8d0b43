import { pen, type Check } from "../../check";
import { bucketFacts } from "../../recovery/buckets";
import { coldTier } from "./buckets/cold-tier";
import { copyRules } from "./buckets/copy-rules";
import { coldCopies } from "./buckets/cold-copies";
import { deleteMarkers } from "./buckets/delete-markers";
import type { BucketRule } from "./buckets/rule";
import { versioning } from "./buckets/versioning";

const id = "recovery-buckets";
const ours = pen(id);

/** Check 11: a rule copies what comes after it; nobody can tell from the files whether anything was there before. */
const olderByHand =
  "objects older than its rule are copied by a person, once, when a second place is added (failback.md)";

const rules: readonly BucketRule[] = [versioning, copyRules, deleteMarkers, coldTier, coldCopies];

/** What decides whether objects survive a mistake, an attacker and the loss of a place. */
export const recoveryBuckets: Check = {
  id,
  title: "Buckets keep versions; their copies stand elsewhere, locked like their source, without silent gaps",
  controls: ["A.8.13", "A.8.14"],
  judge: (facts) => {
    const buckets = bucketFacts(facts);
    return [...buckets.values()].flatMap((bucket) =>
      ours.sum(
        bucket.object,
        { failures: rules.flatMap((rule) => rule.judge(bucket, { facts, buckets })) },
        bucket.copies.every(({ older }) => older) ? undefined : olderByHand,
      ),
    );
  },
};
