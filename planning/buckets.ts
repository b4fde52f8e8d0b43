import { databaseCluster, planningDecisions } from "../catalog";
import {
  describe,
  mebibytes,
  Refusal,
  type BucketPlan,
  type BucketNeed,
  type DatabaseClusterPlan,
  type ServiceDefinition,
} from "../language";
import { enterSize, otherUsage } from "./extent";
import { figureId, type Ledger } from "./ledger";
import type { WorkloadsInput } from "./workloads";

/** Id of the bucket that holds what the database cluster archives. */
export const archiveBucket = `${databaseCluster.name}-archive`;

/** Buckets of every service, by their own name, and the archive of the databases. */
export function enterBuckets(
  ledger: Ledger,
  services: readonly ServiceDefinition[],
  databases: DatabaseClusterPlan | undefined,
  input: WorkloadsInput,
): Readonly<Record<string, BucketPlan>> {
  const needed = services.flatMap(({ name, needs }) =>
    Object.entries(needs.buckets ?? {}).map(([bucket, need]) => ({ service: name, bucket, need })),
  );
  refuseTwins(needed);
  return Object.fromEntries([
    ...needed.map(({ service, bucket, need }) => [bucket, enterBucket(ledger, service, bucket, need, input)] as const),
    ...(databases === undefined ? [] : [[archiveBucket, enterArchive(ledger, databases)] as const]),
  ]);
}

function enterBucket(
  ledger: Ledger,
  service: string,
  bucket: string,
  { size }: BucketNeed,
  { users, usage }: WorkloadsInput,
): BucketPlan {
  const input = {
    extent: size,
    id: figureId(service, "bucket", bucket),
    users,
    overhead: { id: "object-overhead", figure: planningDecisions.objectOverhead },
  };
  const other = otherUsage(size, usage);
  return {
    service,
    size: enterSize(ledger, `buckets.${bucket}.size`, input, usage),
    ...(other === undefined ? {} : { otherwise: enterSize(ledger, `buckets.${bucket}.otherwise`, input, other) }),
  };
}

function enterArchive(ledger: Ledger, { databases }: DatabaseClusterPlan): BucketPlan {
  const copies = ledger.figure("backup-copies", planningDecisions.backupCopies);
  const sizes = Object.values(databases).map(({ size }) => size);
  const data = mebibytes(sizes.reduce((sum, { value }) => sum + value, 0));
  return {
    service: databaseCluster.name,
    size: ledger.derive(`buckets.${archiveBucket}.size`, mebibytes(Math.ceil(data.value * copies.value)), {
      rule: "archive-size",
      from: [...sizes, copies],
      because: `(${sizes.map(describe).join(" + ")}) x ${describe(copies)}: base backups and the log between them`,
    }),
  };
}

/** Stores are accepted and named by bucket alone, so that a name may occur once. */
function refuseTwins(needed: readonly { readonly service: string; readonly bucket: string }[]): void {
  const names = [archiveBucket, ...needed.map(({ bucket }) => bucket)];
  const twins = needed.filter(({ bucket }, index) => names.slice(0, index + 1).includes(bucket));
  if (twins.length === 0) return;
  throw new Refusal(
    "suite",
    twins.map(({ service, bucket }) => ({
      where: `services.${service}.needs.buckets.${bucket}`,
      value: bucket,
      why: "is the name of two buckets",
      wayOut: "give every bucket of the suite a name of its own",
    })),
  );
}
