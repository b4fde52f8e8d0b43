import { images, planningDecisions, type RecoveryTierName } from "../catalog";
import {
  copySecret,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  replicas,
  type Figure,
  type ServiceDefinition,
  type Source,
  type Workload,
  type Zone,
} from "../language";
import { comparer, objectComparer } from "./object-comparison";
import { rcloneRemote } from "./rclone-remote";
import { withEachService, type Suite } from "./suite";

const decided: Source = {
  kind: "decision",
  ref: "one carrier a bucket; a listing above its bound is sorted on disk; to be sized again by a drill",
  date: "2026-11-21",
};

/** Time between two runs, and the longest time of one: together what may be missing from the copy. */
export interface CopyTimes {
  readonly interval: Figure<"s">;
  readonly run: Figure<"s">;
}

/** As often as the tier's promise for the loss of the site asks. */
export function copyTimes(tier: RecoveryTierName): CopyTimes {
  switch (tier) {
    case "basis":
      return { interval: planningDecisions.objectCopy, run: planningDecisions.objectCopyRun };
    case "pro":
    case "overheid":
      return { interval: planningDecisions.objectCopyStrict, run: planningDecisions.objectCopyRunStrict };
  }
}

/** Workload that carries a bucket's objects. */
export const objectCopier = (bucket: string): string => `copy-${bucket}`;

/** A service whose buckets nobody copies off the site: a job beside it carries each of them, and one looks whether it did. */
export function withObjectCopies(service: ServiceDefinition, tier: RecoveryTierName): ServiceDefinition {
  const buckets = Object.keys(service.needs.buckets ?? {});
  return buckets.length === 0
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          ...Object.fromEntries(
            buckets.flatMap((bucket) => [
              [objectCopier(bucket), { ...carrier(bucket, copyTimes(tier)), zone: zoneBeside(service) }] as const,
              [objectComparer(bucket), { ...comparer(bucket, copyTimes(tier)), zone: zoneBeside(service) }] as const,
            ]),
          ),
        },
      };
}

/** Pods of one namespace lie in one zone: that of all the service's own, where they have one. */
export function zoneBeside({ workloads }: Pick<ServiceDefinition, "workloads">): Zone {
  const [zone = "services", ...others] = new Set(Object.values(workloads).map((workload) => workload.zone));
  return others.length === 0 ? zone : "services";
}

/** A suite for storage that copies nothing by itself. */
export const suiteWithObjectCopies = (suite: Suite, tier: RecoveryTierName): Suite =>
  withEachService(suite, (service) => withObjectCopies(service, tier));

/** Objects of one folder that rclone remembers; it takes about a kilobyte each (rclone documentation, FAQ: memory, 2026). */
const listedInMemory = 100_000;

/**
 * Adds what is new and replaces what is newer at the source, and never deletes: what a mistake or an attacker deletes here stays there.
 * Times are those of the storages themselves, so that no object is asked for its own; what changes while it is read fails its sum
 * and is read again.
 */
const carrier = (bucket: string, { interval, run }: CopyTimes): Omit<Workload, "zone"> => ({
  running: { kind: "scheduled", schedule: `*/${String(interval.value / 60)} * * * *`, deadline: run },
  activity: "active-site-only",
  image: images.rclone,
  user: { uid: 1000, gid: 1000 },
  command: ["rclone"],
  arguments: [
    "copy",
    "from:$(FROM_BUCKET)",
    "to:$(TO_BUCKET)",
    "--update",
    "--use-server-modtime",
    `--list-cutoff=${String(listedInMemory)}`,
    "--transfers=8",
    // Of what was written in parts no listing knows a sum, and locked copies take nothing without: each part brings its own.
    "--s3-upload-cutoff=5Mi",
    "--retries=3",
    "--stats=0",
    "--config=/notfound",
    "--temp-dir=/work",
    "--cache-dir=/work/cache",
  ],
  ports: {},
  environment: (at) => ({
    HOME: "/work",
    ...rcloneRemote("FROM", at.bucket(bucket), `bucket-${bucket}`),
    ...rcloneRemote("TO", at.bucketCopy(bucket), copySecret(bucket)),
  }),
  files: () => ({}),
  volumes: {
    work: {
      kind: "scratch",
      medium: "disk",
      size: { fixed: figure(gibibytes(2), "listings of a bucket that are too long for memory", decided) },
    },
  },
  mounts: [{ volume: "work", path: "/work" }],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "a run waits for the one before it", decided),
    footing: {
      cpu: figure(millicores(100), "processor of a carrier that mostly waits for storage", decided),
      memory: figure(
        mebibytes(512),
        "memory of a carrier: two listings of 100 MiB, and eight objects in parts of 5 MiB, four at once",
        decided,
      ),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  carries: bucket,
  egress: [],
});
