import type { Facts } from "../../facts";
import type { BucketFact } from "../../recovery/bucket";
import { sameGround } from "../../recovery/buckets";
import { logBuckets } from "../../recovery/log-buckets";
import { siteGround, type DatabaseFact } from "../../recovery/databases";

/** A bucket that people's work goes into, and the store of the plan that it is. */
export interface LiveBucket {
  readonly store: string;
  readonly bucket: BucketFact;
}

/**
 * Buckets beside the site that serves which nothing is copied into, no database archives to and no log server writes: those that hold what exists once. Long
 * names of tenants' buckets are shortened; any store of the same kind then stands for them.
 */
export function liveBuckets(
  facts: Facts,
  databases: readonly DatabaseFact[],
  buckets: ReadonlyMap<string, BucketFact>,
): readonly LiveBucket[] {
  const targets = new Set([...buckets.values()].flatMap(({ copies }) => copies.map(({ to }) => to)));
  const logs = logBuckets(facts);
  const archives = new Set(databases.flatMap(({ archive }) => archive?.bucket ?? []));
  const serving = new Set(databases.filter(({ writes }) => writes).map(({ site }) => site));
  const planned = Object.keys(facts.plan.recovery.loss).filter((store) => store.startsWith("bucket-"));
  return [...serving].flatMap((site) => {
    const place = siteGround(facts, site);
    const names = new Map(
      planned.map((store) => [`${facts.environment}-${store.slice("bucket-".length)}-${site}`, store]),
    );
    return [...buckets.values()]
      .filter(
        ({ name, ground, lock }) =>
          !targets.has(name) &&
          !archives.has(name) &&
          // A store that the plan counts stays one, whoever else writes to it.
          (!logs.has(name) || names.has(name)) &&
          // Backups are locked, and so are records, which are stores of their own.
          (lock === undefined || names.has(name)) &&
          sameGround(ground, place) === true,
      )
      .map((bucket) => ({ store: names.get(bucket.name) ?? sameKind(planned, bucket.name), bucket }));
  });
}

const sameKind = (planned: readonly string[], name: string): string =>
  planned.find((store) => name.includes(store.split("-").at(-1) ?? store)) ?? `bucket-${name}`;
