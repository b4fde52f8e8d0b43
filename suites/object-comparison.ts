import { images } from "../catalog";
import {
  copySecret,
  days,
  enforced,
  figure,
  mebibytes,
  millicores,
  replicas,
  seconds,
  type Source,
  type Workload,
} from "../language";
import type { CopyTimes } from "./object-copy";
import { comparisonScript } from "./object-comparison-script";
import { rcloneIn, rcloneRemote } from "./rclone-remote";
import { weeklyTurns } from "./weekly-turns";

const decided: Source = { kind: "decision", ref: "drill of buckets whose objects a job carries", date: "2026-11-21" };

/** Workload that compares a bucket's copy with it. */
export const objectComparer = (bucket: string): string => `compare-${bucket}`;

/** Shows once a week that what a job carried off the site is what was here, and is missed when it does not. */
export const comparer = (bucket: string, { interval, run }: CopyTimes): Omit<Workload, "zone"> => {
  const settled = interval.value + run.value;
  return {
    running: {
      kind: "scheduled",
      schedule: "41 1 * * 0",
      deadline: figure(
        seconds(settled + 2 * 3600),
        "longest time of one look: two hours, and the wait until what was replaced meanwhile is carried",
        decided,
      ),
      turns: weeklyTurns,
    },
    activity: "active-site-only",
    image: images.rclone,
    user: { uid: 1000, gid: 1000 },
    command: ["/bin/sh", "/etc/bestek/compare.sh"],
    ports: {},
    environment: (at) => ({
      ...rcloneIn("/work"),
      SETTLED: String(settled),
      ...rcloneRemote("FROM", at.bucket(bucket), `bucket-${bucket}`),
      ...rcloneRemote("TO", at.bucketCopy(bucket), copySecret(bucket)),
    }),
    files: () => ({ "compare.sh": comparisonScript }),
    volumes: {
      work: {
        kind: "scratch",
        medium: "disk",
        size: { fixed: figure(mebibytes(256), "names of a sample, and what the client writes for itself", decided) },
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
        cpu: figure(millicores(50), "processor of one look that mostly waits for storage", decided),
        memory: figure(mebibytes(256), "memory of one look: eight objects at a time, in pieces", decided),
      },
    },
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    carries: bucket,
    proves: {
      claim: `a sample of bucket ${bucket} was read from both ends, and its copy off the site holds the same bytes`,
      kept: "comparisons/ in the copy, as locked as it",
      controls: ["A.8.13", "A.5.30"],
      every: figure(days(7), "between two looks at a copy", decided),
    },
    egress: [],
  };
};
