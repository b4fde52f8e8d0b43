import { images } from "../../catalog";
import {
  consumerOf,
  days,
  enforced,
  figure,
  hours,
  internalCertificate,
  mebibytes,
  millicores,
  replicas,
  seconds,
  streamOf,
  subjectOf,
  type BusAddress,
  type Image,
  type Quantity,
  type Source,
  type Surroundings,
  type Workload,
} from "../../language";
import { rcloneIn, rcloneRemote } from "../rclone-remote";
import { busClient, busRequest } from "../platform/bus/bus-setup";
import type { RecordLog } from "./audit";
import { askKafkaScript, askScript, gapScript } from "./audit-gaps-scripts";

const decision: Source = { kind: "decision", ref: "bestek audit log, check for gaps", date: "2026-11-21" };

/** Workload that looks for gaps. */
export const gaps = "gaps";

/**
 * Looks once a day for every number that the bus gave and the writer has acknowledged since the last look, in the objects themselves. What
 * is missing fails the job; what was found is written down beside the log, as locked as it.
 */
export const gapCheck = (log: RecordLog, bus: BusAddress["kind"]): Workload => ({
  zone: "services",
  running: {
    kind: "scheduled",
    schedule: "17 4 * * *",
    deadline: figure(seconds(2 * 3600), "longest time of one look at a day's objects", decision),
    turns: {
      kind: "within-day",
      time: figure(hours(24), "time over which tenants' looks begin, so that few run at once", decision),
    },
  },
  activity: "active-site-only",
  image: images.rclone,
  user: { uid: 1000, gid: 1000 },
  command: ["/bin/sh", "/etc/bestek/gaps.sh"],
  ports: {},
  environment: (at) => ({
    ...rcloneIn("/work"),
    ...rcloneRemote("FROM", at.bucket(log.bucket), `bucket-${log.bucket}`),
  }),
  files: (at) => ({
    "ask.sh": asking[bus].script(at.workload(log.service, gaps)),
    "gaps.sh": gapScript(bus),
    topics: topics(at, log),
  }),
  volumes: {
    work: {
      kind: "scratch",
      medium: "disk",
      size: {
        fixed: figure(mebibytes(512), "numbers of a fortnight, and what the client writes for itself", decision),
      },
    },
  },
  mounts: [
    { volume: "files", path: "/etc/bestek", readOnly: true },
    { volume: "work", path: "/work" },
  ],
  preparation: [
    {
      image: asking[bus].image,
      command: ["/bin/sh", "/etc/bestek/ask.sh"],
      environment: asking[bus].environment,
      mounts: [
        { volume: "files", path: "/etc/bestek", readOnly: true },
        { volume: internalCertificate, path: "/etc/bestek-certificate", readOnly: true },
        { volume: "work", path: "/work" },
      ],
    },
  ],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "one look at a time", decision),
    footing: {
      cpu: figure(millicores(50), "processor of one look that mostly waits for storage", decision),
      memory: figure(asking[bus].memory, "memory of one look: the numbers of a fortnight are sorted", decision),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  identity: "internal-certificate",
  reaches: ["buckets"],
  proves: {
    claim: "every event that the bus numbered and the writer acknowledged stands in the audit log, without a gap",
    kept: `checks/ in the ${log.bucket} bucket, locked as long as the log`,
    controls: ["A.5.33", "A.8.15"],
    every: figure(
      days(1),
      "between two looks for gaps: a gap is found while its event may still be on the bus",
      decision,
    ),
  },
  egress: [],
});

interface Asking {
  readonly image: Image;
  /** For the workload's name at the bus. */
  readonly script: (user: string) => string;
  readonly environment: Workload["environment"];
  /** Memory of the whole pod, in which the client asks before anything else. */
  readonly memory: Quantity<"MiB">;
}

/** How the bus is asked how far the writer is: by the command line client of its publisher. */
const asking: Readonly<Record<BusAddress["kind"], Asking>> = {
  nats: {
    image: images.natsBox,
    script: (user) => askScript(busRequest(user)),
    environment: (at) => ({ ...busClient(at), HOME: "/work", XDG_CONFIG_HOME: "/work" }),
    memory: mebibytes(256),
  },
  kafka: {
    image: images.kafka,
    script: () => askKafkaScript,
    environment: (at) => ({
      BOOTSTRAP: `${at.bus().host}:${String(at.bus().port)}`,
      // Its scripts write beside themselves otherwise.
      LOG_DIR: "/work/logs",
      KAFKA_HEAP_OPTS: "-Xms64m -Xmx128m",
    }),
    memory: mebibytes(384),
  },
};

/** One line for each topic: its stream, the writer's place in it, and its subject, which is the folder of its objects. */
const topics = (at: Surroundings, { service, read }: RecordLog): string =>
  Object.entries(read)
    .filter(([, topic]) => at.offers(topic.service))
    .map(
      ([subscription, topic]) =>
        `${[streamOf(topic), consumerOf(service, subscription), subjectOf(at.bus(), topic)].join(" ")}\n`,
    )
    .join("");
