import {
  continues,
  bucketEndpoint,
  days,
  defineService,
  figure,
  quantity,
  seconds,
  secret,
  type Source,
  type Surroundings,
} from "../../language";
import { bento } from "../bento";
import { fromTopic, messageMetadata, toDeadLetters } from "../bento-bus";
import { gapCheck } from "./audit-gaps";
import { aiRequests } from "./ai-gateway";
import { mailEvents } from "./mail-events";

const decision: Source = { kind: "decision", ref: "bestek audit log", date: "2026-11-21" };

const service = "audit";

/** What is written down, by the name of the subscription. */
const read = { ai: aiRequests, mail: mailEvents } as const;

const subscribed = {
  worker: "writer",
  watcher: "gaps",
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

/**
 * Who did what, written where nobody rewrites it: every event of the mail server, and who asked a model, in the order in which the
 * bus took it, as lines of JSON in objects of at most half a minute, which nobody deletes before their time. A message is acknowledged when its object
 * stands; written twice, it stands in two objects, for no object replaces another. Once a day every number is looked for.
 */
export const audit = defineService({
  name: service,
  title: "Audit log",
  layer: "application",
  tenancy: "instance-per-tenant",
  workloads: {
    writer: bento({
      environment: () => ({
        ACCESS_KEY: secret("bucket-audit", "access-key"),
        SECRET_KEY: secret("bucket-audit", "secret-key"),
      }),
      reaches: ["buckets"],
      stream,
    }),
    gaps: gapCheck(service, read, "nats"),
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
      onKafka: { gaps: gapCheck(service, read, "kafka") },
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

function stream(at: Surroundings): Readonly<Record<string, unknown>> {
  return {
    input: inputOf(at),
    pipeline: { processors: [{ mapping: lineOf(at) }] },
    output: {
      switch: {
        cases: [{ check: "errored()", output: toDeadLetters(at, "error()") }, { output: stored(at) }],
      },
    },
  };
}

/**
 * NATS delivers again what was not stored, and counts. Kafka does not: there the writer goes on trying for as long as all deliveries would
 * take, in the order of the topic, and then sends it away itself.
 */
function stored(at: Surroundings): Readonly<Record<string, unknown>> {
  switch (at.bus().kind) {
    case "nats":
      return toBucket(at, storing.value);
    case "kafka":
      return {
        fallback: [
          toBucket(at, storing.value * subscribed.deliveries.value),
          toDeadLetters(at, 'metadata("fallback_error")'),
        ],
      };
  }
}

function toBucket(at: Surroundings, longest: number): Readonly<Record<string, unknown>> {
  const bucket = at.bucket("audit");
  return {
    retry: {
      max_retries: 0,
      backoff: { initial_interval: "1s", max_interval: "15s", max_elapsed_time: `${String(longest)}s` },
      output: {
        aws_s3: {
          bucket: bucket.name,
          endpoint: bucketEndpoint(bucket),
          region: bucket.region,
          force_path_style_urls: bucket.addressing === "path",
          credentials: { id: "${ACCESS_KEY}", secret: "${SECRET_KEY}" },
          path: '${! metadata("object") }',
          content_type: "application/x-ndjson",
          metadata: { exclude_prefixes: [""] },
          timeout: "30s",
          batching: { count: 500, period: "30s", processors: oneTopicAnObject(at) },
        },
      },
    },
  };
}

/** Every topic that the suite has; what comes from it knows where its dead letters go. */
const inputOf = (at: Surroundings) => ({
  broker: {
    inputs: Object.entries(read)
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
