import type { Finding } from "../../../check";
import type { Facts } from "../../../facts";
import type { BucketFact } from "../../../recovery/bucket";
import type { DatabaseFact } from "../../../recovery/databases";

/** Everything a rule may look at beside the cluster it judges. */
export interface DatabaseWorld {
  readonly facts: Facts;
  readonly all: readonly DatabaseFact[];
  readonly buckets: ReadonlyMap<string, BucketFact>;
}

/** One judgement over one PostgreSQL cluster; `open` is what the files leave unsaid. */
export interface DatabaseRule {
  readonly judge: (
    database: DatabaseFact,
    world: DatabaseWorld,
  ) => { readonly failures?: readonly Finding[]; readonly open?: readonly Finding[] };
}
