import {
  continues,
  days,
  defineService,
  figure,
  quantity,
  seconds,
  secret,
  type Source,
  type Subscription,
  type Surroundings,
  type Workload,
} from "../../language";
import { bento } from "../bento";
import { toBucket } from "../bento-bucket";
import { fromTopic, messageMetadata, toDeadLetters } from "../bento-bus";
import { gapCheck, gaps } from "./audit-gaps";
import { aiRequests } from "./ai-gateway";
import { mailEvents } from "./mail-events";

const decision: Source = { kind: "decision", ref: "bestek audit log", date: "2026-11-21" };

/** A log that nobody rewrites: whose it is, where its objects lie, and what is written down, by the name of the subscription. */
export interface RecordLog {
  readonly service: string;
  readonly bucket: string;
  readonly read: Readonly<Record<string, Subscription["topic"]>>;
}

const read = { ai: aiRequests, mail: mailEvents } as const;

const log: RecordLog = { service: "audit", bucket: "audit", read };

/** How the writer and the look for gaps read a topic. */
export const subscribed = {
  worker: "writer",
  watcher: gaps,
  acknowledgeWithin: figure(
    seconds(150),
    "time a writer may hold an event: half a minute of collecting, 90 seconds of trying, and half a minute to spare",
    decision,
  ),
  deliveries: figure(
    quantity(100, "1"),
    "deliveries before an event is a dead letter: object storage may be away for two and a half hours",
    decision,
  ),
} as const;

/** Writes what it reads into objects, and acknowledges a message when its object stands. */
export const recordWriter = (kept: RecordLog): Workload =>
  bento({
    environment: () => ({
      ACCESS_KEY: secret(`bucket-${kept.bucket}`, "access-key"),
      SECRET_KEY: secret(`bucket-${kept.bucket}`, "secret-key"),
    }),
    reaches: ["buckets"],
    stream: (at) => stream(at, kept),
  });

/**
 * Who did what, written where nobody rewrites it: every event of the mail server, and who asked a model, in the order in which the
 * bus took it, as lines of JSON in objects of at most half a minute, which nobody deletes before their time. A message is acknowledged when its object
 * stands; written twice, it stands in two objects, for no object replaces another. Once a day every number is looked for.
 */
export const audit = defineService({
  name: log.service,
  title: "Audit log",
  layer: "application",
  tenancy: "instance-per-tenant",
  workloads: {
    writer: recordWriter(log),
    [gaps]: gapCheck(log, "nats"),
  },
  needs: {
    buckets: {
      audit: {
        role: "authoritative",
        written: "record",
        speaks: ["s3"],
        size: {
          perUserSeed: figure(quantity(12, "MiB/user"), "events of one user in a year: 50 a day of 700 bytes", {
            kind: "estimate",
            ref: "no published figure; to be replaced by a measurement",
            date: "2026-11-21",
          }),
        },
      },
    },
    bus: {
      publishes: {},
      consumes: {
        ai: { ...subscribed, topic: read.ai },
        mail: { ...subscribed, topic: read.mail },
      },
      deadLettersKept: figure(days(14), "dead letters of the audit log: as long as the events they name", decision),
      onKafka: { [gaps]: gapCheck(log, "kafka") },
    },
  },
  secrets: {},
  exposes: [],
  without: {
    mail: continues("nothing happens to mail that would be written down"),
    bus: continues(
      "nothing arrives to be written down; what happens waits where it happens for half an hour, and is then lost",
    ),
    objects: continues("what happens waits on the bus, and is written down when storage is back"),
    ai: continues("what happens to mail is written down as ever"),
  },
});

/** Longest that one delivery tries to store what it has. */
const storing = seconds(90);

function stream(at: Surroundings, kept: RecordLog): Readonly<Record<string, unknown>> {
  return {
    input: inputOf(at, kept),
    pipeline: { processors: [{ mapping: lineOf(at) }] },
    output: {
      switch: {
        cases: [{ check: "errored()", output: toDeadLetters(at, "error()") }, { output: stored(at, kept) }],
      },
    },
  };
}

/**
 * NATS delivers again what was not stored, and counts. Kafka does not: there the writer goes on trying for as long as all deliveries would
 * take, in the order of the topic, and then sends it away itself.
 */
function stored(at: Surroundings, kept: RecordLog): Readonly<Record<string, unknown>> {
  switch (at.bus().kind) {
    case "nats":
      return recorded(at, kept, storing.value);
    case "kafka":
      return {
        fallback: [
          recorded(at, kept, storing.value * subscribed.deliveries.value),
          toDeadLetters(at, 'metadata("fallback_error")'),
        ],
      };
  }
}

const recorded = (at: Surroundings, kept: RecordLog, longest: number): Readonly<Record<string, unknown>> =>
  toBucket(at.bucket(kept.bucket), {
    longest,
    pause: 15,
    each: 30,
    contentType: "application/x-ndjson",
    batching: { count: 500, period: "30s", processors: oneTopicAnObject(at) },
  });

/** Every topic that the suite has; what comes from it knows where its dead letters go. */
const inputOf = (at: Surroundings, { service, read: topics }: RecordLog) => ({
  broker: {
    inputs: Object.entries(topics)
      .filter(([, topic]) => at.offers(topic.service))
      .map(([subscription, topic]) => fromTopic(at, service, subscription, topic)),
  },
});

/**
 * An object is named after its first line, and so holds lines of that topic alone; and after its contents, so that a part of it that is
 * delivered again stands beside it and not in its place.
 */
const oneTopicAnObject = (at: Surroundings) =>
  [
    { group_by_value: { value: `\${! metadata("${messageMetadata(at).subject}") }` } },
    { archive: { format: "lines" } },
    {
      mapping: `root = content()
meta object = metadata("object").string() + "-" + content().hash("sha256").encode("hex").slice(0, 16) + ".ndjson"`,
    },
  ] as const;

/** Whose event it is, which of the stream, and when the bus took it; an object is named after the first of its lines. */
const lineOf = (at: Surroundings): string => {
  const { subject, sequence, taken } = messageMetadata(at);
  return `let taken = ${taken}
let sequence = ${sequence}
root.subject = metadata("${subject}").string()
root.sequence = $sequence.number()
root.taken = $taken.ts_format("2006-01-02T15:04:05Z07:00", "UTC")
root.event = this
meta object = metadata("${subject}").string() + "/" + $taken.ts_format("2006/01/02", "UTC") + "/" + $sequence`;
};
