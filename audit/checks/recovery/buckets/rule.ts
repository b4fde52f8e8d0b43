import type { Finding } from "../../../check";
import type { Facts } from "../../../facts";
import type { BucketFact } from "../../../recovery/bucket";

export interface BucketWorld {
  readonly facts: Facts;
  readonly buckets: ReadonlyMap<string, BucketFact>;
}

/** One judgement over one bucket. */
export interface BucketRule {
  readonly judge: (bucket: BucketFact, world: BucketWorld) => readonly Finding[];
}
