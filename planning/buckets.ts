import { databaseCluster, planningDecisions } from "../catalog";
import {
  describe,
  mebibytes,
  Refusal,
  type BucketPlan,
  type BucketNeed,
  type DatabaseClusterPlan,
  type Derived,
} from "../language";
import { assumptions } from "./assumptions";
import type { PlannedDumps } from "./dumps";
import { enterSize, loadSize, otherUsage } from "./extent";
import { journalRetention } from "./journal-retention";
import { figureId, type Ledger } from "./ledger";
import { logBucket } from "./logs";
import type { ServiceInstance } from "./service-instances";
import { sumInWords } from "./sum-in-words";
import type { WorkloadsInput } from "./workloads";

/** Id of the bucket that holds what the database cluster archives. */
export const archiveBucket = `${databaseCluster.name}-archive`;

export interface BucketsInput extends Pick<WorkloadsInput, "usage"> {
  /** Days that records stand. */
  readonly retention: Derived<"days">;
  /** Dumps of tenants' databases, which lie in the archive as well. */
  readonly dumps: PlannedDumps | undefined;
}

/** Buckets of every instance, by their own name behind the tenant's, and the archive of the databases. */
export function enterBuckets(
  ledger: Ledger,
  instances: readonly ServiceInstance[],
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
  input: BucketsInput,
): Readonly<Record<string, BucketPlan>> {
  const needed = instances.flatMap((instance) =>
    Object.entries(instance.service.needs.buckets ?? {}).map(([bucket, need]) => ({ instance, bucket, need })),
  );
  refuseTwins(needed);
  return Object.fromEntries([
    ...needed.map(({ instance, bucket, need }) => {
      const id = bucketId(instance, bucket);
      return [id, enterBucket(ledger, id, instance, bucket, need, input)] as const;
    }),
    ...(Object.keys(databases).length === 0
      ? []
      : [[archiveBucket, enterArchive(ledger, databases, input.dumps)] as const]),
  ]);
}

const daysOfYear = 365;

/** Id of an instance's bucket in the plan. */
export const bucketId = ({ prefix }: Pick<ServiceInstance, "prefix">, bucket: string): string => `${prefix}${bucket}`;

function enterBucket(
  ledger: Ledger,
  id: string,
  { id: instance, service, users }: ServiceInstance,
  bucket: string,
  { size, written }: BucketNeed,
  { usage, retention }: BucketsInput,
): BucketPlan {
  const input = {
    extent: size,
    id: figureId(service.name, "bucket", bucket),
    users,
    overhead: { id: "object-overhead", figure: planningDecisions.objectOverhead },
  };
  if (written !== undefined) {
    const year = loadSize(ledger, `${id}-of-a-year`, input, usage);
    const standing = written === "record" ? retention : journalRetention(ledger, service.name, bucket, written);
    const stored = mebibytes(Math.ceil((year.value * standing.value) / daysOfYear));
    return {
      service: instance,
      size: ledger.derive(`buckets.${id}.size`, stored, {
        rule: "record-size",
        from: [year, standing],
        because: `${describe(year)} a year, kept ${describe(standing)}`,
      }),
    };
  }
  const other = otherUsage(size, usage);
  return {
    service: instance,
    size: enterSize(ledger, `buckets.${id}.size`, input, usage),
    ...(other === undefined ? {} : { otherwise: enterSize(ledger, `buckets.${id}.otherwise`, input, other) }),
  };
}

/** One archive holds what all clusters of a site keep, each in a folder of its own, and the dumps of tenants' databases. */
function enterArchive(
  ledger: Ledger,
  clusters: Readonly<Record<string, DatabaseClusterPlan>>,
  dumps: PlannedDumps | undefined,
): BucketPlan {
  const fulls = ledger.figure("retained-fulls", assumptions.retainedFulls);
  const share = ledger.figure("backup-compression", assumptions.backupCompression);
  const sizes = Object.values(clusters).flatMap(({ databases }) => Object.values(databases).map(({ size }) => size));
  const backups = total(sizes) * fulls.value;
  const dumped = dumps === undefined ? 0 : total(dumps.sizes) * dumps.plan.standing.value;
  return {
    service: databaseCluster.name,
    size: ledger.derive(`buckets.${archiveBucket}.size`, mebibytes(Math.ceil((backups + dumped) * share.value)), {
      rule: "archive-size",
      from: [...sizes, fulls, share, ...(dumps === undefined ? [] : [dumps.plan.standing])],
      because: `((${sumInWords(sizes)}) x ${describe(fulls)} full backups with the log between them${
        dumps === undefined ? "" : ` + (${sumInWords(dumps.sizes)}) x ${describe(dumps.plan.standing)} dumps`
      }) x ${describe(share)} compressed`,
    }),
  };
}

const total = (sizes: readonly Derived<"MiB">[]): number => sizes.reduce((sum, { value }) => sum + value, 0);

/** Stores are accepted and named by bucket alone, so that a name may occur once. */
function refuseTwins(needed: readonly { readonly instance: ServiceInstance; readonly bucket: string }[]): void {
  const seen = new Set([archiveBucket, logBucket]);
  const twins = needed.filter(({ instance, bucket }) => {
    const id = bucketId(instance, bucket);
    const isTwin = seen.has(id);
    seen.add(id);
    return isTwin;
  });
  if (twins.length === 0) return;
  throw new Refusal(
    "suite",
    twins.map(({ instance: { service }, bucket }) => ({
      where: `services.${service.name}.needs.buckets.${bucket}`,
      value: bucket,
      why: "is the name of two buckets",
      wayOut: "give every bucket of the suite a name of its own",
    })),
  );
}
