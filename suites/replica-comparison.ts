import { images, recoveryFigures, type Cloud } from "../catalog";
import {
  days,
  enforced,
  figure,
  mebibytes,
  millicores,
  minutes,
  replicas,
  seconds,
  type ServiceDefinition,
  type Source,
  type Workload,
} from "../language";
import { zoneBeside } from "./object-copy";
import { containerRemotes, rcloneIn, rcloneRemotes, readBuckets } from "./rclone-remote";
import { replicaComparisonScript, samplingScript, type ComparedBucket } from "./replica-comparison-scripts";
import { withEachService, type Suite } from "./suite";
import { weeklyTurns } from "./weekly-turns";

const decided: Source = { kind: "decision", ref: "copies that a storage makes are compared", date: "2026-11-23" };

/** Workload that draws a sample of its service's buckets where they are written. */
export const objectSampler = "sample-objects";

/** Workload that reads the same objects where the storage copied them to. */
export const replicaComparer = "compare-replicas";

/** A suite whose buckets the cloud copies to those of a site that stands by: each service looks at its own there. */
export const suiteWithReplicaComparisons = (suite: Suite, cloud: Cloud): Suite =>
  withEachService(suite, (service) => withReplicaComparison(service, cloud));

function withReplicaComparison(service: ServiceDefinition, cloud: Cloud): ServiceDefinition {
  const buckets = readBuckets(service);
  const zone = zoneBeside(service);
  return buckets.length === 0
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          [objectSampler]: { ...sampler(buckets, cloud), zone },
          [replicaComparer]: { ...comparer(buckets, cloud), zone },
        },
      };
}

/**
 * Looks twice on one day of the week: to draw the sample, and eight hours later, when its copies were looked at, to say what of it is still there. An
 * object is drawn once it is as old as a copy may be behind.
 */
const sampler = (buckets: readonly ComparedBucket[], cloud: Cloud): Omit<Workload, "zone"> => ({
  ...look("sample.sh", samplingScript(buckets)),
  ...withKeys(buckets, { SETTLED: String(recoveryFigures.replicationLag[cloud].value) }),
  running: {
    kind: "scheduled",
    schedule: "10 1,9 * * 0",
    deadline: figure(minutes(120), "longest time of one look at the buckets of a service", decided),
    turns: weeklyTurns,
  },
  activity: "active-site-only",
});

/** Begins when the last sample must have been drawn and copied, and waits for the second look where something differs. */
const comparer = (buckets: readonly ComparedBucket[], cloud: Cloud): Omit<Workload, "zone"> => ({
  ...look("compare.sh", replicaComparisonScript(buckets)),
  ...readingAt(cloud, buckets),
  running: {
    kind: "scheduled",
    schedule: "0 5 * * 0",
    deadline: figure(
      seconds(9 * 3600),
      "longest time of one look: two hours, and the wait until the source is looked at again",
      decided,
    ),
    turns: weeklyTurns,
  },
  activity: "standby-site-only",
  proves: {
    claim:
      "a sample of the service's objects was read where the storage copied them to, and is the same bytes as where they are written",
    kept: "log of the job, among the logs of the site that stands by; the lists of sums under comparisons/ in the buckets",
    controls: ["A.8.13", "A.5.30"],
    every: figure(days(7), "between two looks at what a storage copied", decided),
  },
});

/** How a look gets at the buckets of its site. */
type Access = Pick<Workload, "environment" | "reaches" | "atStorage">;

/** Whoever stands by reads with the service's keys where storage takes them, and as itself where a gateway would have to stand up for them. */
function readingAt(cloud: Cloud, buckets: readonly ComparedBucket[]): Access {
  switch (cloud) {
    case "ovh":
    case "aws":
      return withKeys(buckets, {});
    case "azure":
      return {
        environment: (at) => ({ ...client, ...containerRemotes(namesOf(buckets), at) }),
        atStorage: { kind: "reader" },
      };
  }
}

/** The keys of the service to its own buckets at the site, and nothing else. */
const withKeys = (buckets: readonly ComparedBucket[], variables: Readonly<Record<string, string>>): Access => ({
  environment: (at) => ({ ...client, ...variables, ...rcloneRemotes(namesOf(buckets), at) }),
  reaches: ["buckets"],
});

const namesOf = (buckets: readonly ComparedBucket[]): readonly string[] => buckets.map(({ name }) => name);

/** The client of storages in 48 MiB. */
const client = {
  ...rcloneIn("/work"),
  GOMEMLIMIT: "40MiB",
  RCLONE_BUFFER_SIZE: "0",
  RCLONE_TRANSFERS: "2",
  RCLONE_CHECKERS: "4",
} as const;

/** What both have alike. */
const look = (
  file: string,
  script: string,
): Omit<Workload, "zone" | "running" | "activity" | "proves" | keyof Access> => ({
  image: images.rclone,
  user: { uid: 1000, gid: 1000 },
  command: ["/bin/sh", `/etc/bestek/${file}`],
  ports: {},
  files: () => ({ [file]: script }),
  volumes: {
    work: {
      kind: "scratch",
      medium: "disk",
      size: {
        fixed: figure(mebibytes(64), "names and sums of a sample, and what the client writes for itself", decided),
      },
    },
  },
  mounts: [
    { volume: "files", path: "/etc/bestek", readOnly: true },
    { volume: "work", path: "/work" },
  ],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "one look at a time", decided),
    footing: {
      cpu: figure(millicores(10), "processor of one look that mostly waits for storage, and has two hours", decided),
      memory: figure(
        mebibytes(48),
        "memory of one look: 19 MiB of rclone 1.75.1's own, measured over plain HTTP, and room for encryption and for pages of the program",
        decided,
      ),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  egress: [],
});
