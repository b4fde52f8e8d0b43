import { recoveryFigures } from "../../../catalog";
import type { Facts } from "../../facts";
import type { BucketFact } from "../../recovery/bucket";
import { sameGround } from "../../recovery/buckets";
import { carrierFacts, type CarrierFact } from "../../recovery/carriers";
import { siteGround, type DatabaseFact } from "../../recovery/databases";
import type { Recomputed } from "./recomputed";

/** The bucket to which a rule or a job copies objects away from the place where they stand. */
export const copyElsewhere = (bucket: BucketFact, buckets: ReadonlyMap<string, BucketFact>): BucketFact | undefined =>
  bucket.copies
    .filter(({ enabled }) => enabled)
    .flatMap(({ to }) => buckets.get(to) ?? [])
    .find((target) => sameGround(bucket.ground, target.ground) === false);

/** What the loss of a bucket's place costs: as far behind as the copy elsewhere may be. */
export function objectLoss(bucket: BucketFact, buckets: ReadonlyMap<string, BucketFact>): Recomputed {
  const carriers = bucket.copies.flatMap(({ enabled, carrier }) => (enabled && carrier !== undefined ? [carrier] : []));
  const [carrier] = carriers;
  if (carrier !== undefined) return carriedLoss(carrier, bucket.ground, buckets);
  if (copyElsewhere(bucket, buckets) === undefined)
    return { kind: "all", because: "no enabled rule copies it to another place" };
  const timed = bucket.copies.some(({ enabled, timed: bound }) => enabled && bound);
  if (bucket.cloud === "aws" && !timed) {
    return { kind: "unknown", because: "without replication time control AWS promises no time" };
  }
  const lag = recoveryFigures.replicationLag[bucket.cloud];
  return { kind: "known", seconds: lag.value, because: `${String(lag.value)} s: ${lag.meaning}` };
}

/** What a job carries: an object that comes just after a listing waits for the whole of the next run. */
function carriedLoss(
  { to, bound, unbounded }: CarrierFact,
  ground: string | undefined,
  buckets: ReadonlyMap<string, BucketFact>,
): Recomputed {
  const target = buckets.get(to);
  if (target === undefined) return { kind: "unknown", because: `no stack makes ${to}, to which a job carries it` };
  const shared = sameGround(ground, target.ground);
  if (shared === undefined) return { kind: "unknown", because: `the places of it and of ${to} can't be compared` };
  if (shared) return { kind: "all", because: `a job carries it to ${to}, which burns with it` };
  if (bound === undefined) return { kind: "unknown", because: unbounded };
  const { interval, run } = bound;
  return {
    kind: "known",
    seconds: interval + run,
    because: `${String(interval)} s between two runs of the job that carries it + ${String(run)} s that a run may take`,
  };
}

/** A bucket that only the customer's own hand makes. */
export const madeByCustomer: Recomputed = {
  kind: "unknown",
  because: "the customer makes the bucket, so that no file says how it is kept",
};

/** The servers of an object store in the cluster, where one keeps the buckets of services. */
export const storeInCluster = ({ kubernetes }: Facts): string | undefined =>
  Object.entries(kubernetes).find(
    ([, { kind, namespace, name }]) => kind === "StatefulSet" && namespace === "objects" && name === "objects-garage",
  )?.[0];

/** Stores of the plan that lie in a store inside the cluster of the site that serves, each with what its loss costs. */
export function storesInside(
  facts: Facts,
  databases: readonly DatabaseFact[],
  buckets: ReadonlyMap<string, BucketFact>,
  planned: readonly string[],
): readonly { readonly store: string; readonly loss: Recomputed }[] {
  const sites = [...new Set(databases.filter(({ writes }) => writes).map(({ site }) => site))];
  const carriers = new Map(
    carrierFacts(facts)
      .filter(({ enabled }) => enabled)
      .map((carrier) => [carrier.from, carrier] as const),
  );
  return planned.map((store) => {
    const carrier = sites
      .map((site) => carriers.get(`${facts.environment}-${store.slice("bucket-".length)}-${site}`))
      .find((found) => found !== undefined);
    return {
      store,
      loss:
        carrier === undefined
          ? { kind: "all", because: "the store in the cluster keeps it, and nothing copies it out" }
          : carriedLoss(carrier, siteGround(facts, carrier.site), buckets),
    };
  });
}
