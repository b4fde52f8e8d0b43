import type { Facts } from "../facts";
import type { BucketFact } from "./bucket";
import { bucketFacts, sameGround } from "./buckets";
import { databaseFacts, siteGround } from "./databases";
import { oncePerObject } from "../once-per-object";
import { logBuckets } from "./log-buckets";

/** A bucket of a service beside the site that serves, which its storage copies, and what keeps jobs of the other site from reading the copy. */
export interface Replica {
  readonly source: BucketFact;
  /** Site that writes it. */
  readonly site: string;
  readonly copy:
    | { readonly kind: "in-reach"; readonly name: string; readonly site: string }
    | { readonly kind: "out-of-reach"; readonly because: string };
}

/** Every such bucket, of every tenant. */
export const replicasOf = oncePerObject((facts: Facts): readonly Replica[] => {
  const buckets = bucketFacts(facts);
  const databases = databaseFacts(facts);
  const targets = new Set([...buckets.values()].flatMap(({ copies }) => copies.map(({ to }) => to)));
  const others = new Set([...databases.flatMap(({ archive }) => archive?.bucket ?? []), ...logBuckets(facts)]);
  const serving = new Set(databases.filter(({ writes }) => writes).map(({ site }) => site));
  const grounds = Object.keys(facts.plan.sites).map((site) => [site, siteGround(facts, site)] as const);

  const reached = (source: BucketFact, writer: string, to: string): Replica["copy"] => {
    const target = buckets.get(to);
    const beside = grounds.find(([site, ground]) => site !== writer && sameGround(ground, target?.ground) === true);
    if (beside === undefined)
      return { kind: "out-of-reach", because: "are copied by their storage to a place where no cluster stands" };
    if (facts.plan.records?.buckets[source.name]?.journal !== undefined)
      return { kind: "out-of-reach", because: "are journals, which whoever writes them can neither list nor read" };
    return { kind: "in-reach", name: to, site: beside[0] };
  };

  return grounds
    .filter(([site]) => serving.has(site))
    .flatMap(([site, ground]) =>
      [...buckets.values()]
        .filter(({ name, ground: own }) => !targets.has(name) && !others.has(name) && sameGround(own, ground) === true)
        .flatMap((source) => {
          const copy = source.copies.find(({ enabled, carrier }) => enabled && carrier === undefined);
          return copy === undefined ? [] : [{ source, site, copy: reached(source, site, copy.to) }];
        }),
    );
});
