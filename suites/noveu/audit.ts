import {
  continues,
  bucketEndpoint,
  days,
  deadLetterSubject,
  defineService,
  figure,
  quantity,
  seconds,
  secret,
  streamOf,
  type Source,
  type Surroundings,
} from "../../language";
import { bento, bentoBus } from "../bento";
import { consumerOf } from "../platform/bus/permissions";
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
    gaps: gapCheck(service, read),
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

function stream(at: Surroundings): Readonly<Record<string, unknown>> {
  const bucket = at.bucket("audit");
  return {
    input: inputOf(at),
    pipeline: { processors: [{ mapping: line }] },
    output: {
      switch: {
        cases: [
          {
            check: "errored()",
            output: {
              nats_jetstream: {
                ...bentoBus(at),
                subject: `\${! metadata("${deadLetter}") }`,
                headers: { "Bestek-Error": "${! error() }" },
              },
            },
          },
          {
            output: {
              retry: {
                max_retries: 0,
                backoff: { initial_interval: "1s", max_interval: "15s", max_elapsed_time: "90s" },
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
                    batching: { count: 500, period: "30s", processors: oneTopicAnObject },
                  },
                },
              },
            },
          },
        ],
      },
    },
  };
}

/** Where the stream keeps the subject for what it can't read. */
const deadLetter = "dead_letter";

/** Every topic that the suite has; what comes from it knows where its dead letters go. */
const inputOf = (at: Surroundings) => ({
  broker: {
    inputs: Object.entries(read)
      .filter(([, topic]) => at.offers(topic.service))
      .map(([subscription, topic]) => ({
        nats_jetstream: {
          ...bentoBus(at),
          stream: streamOf(topic),
          durable: consumerOf(service, subscription),
          bind: true,
        },
        processors: [
          {
            mapping: `root = content()\nmeta ${deadLetter} = "${deadLetterSubject(at.bus(), service, subscription)}"`,
          },
        ],
      })),
  },
});

/**
 * An object is named after its first line, and so holds lines of that topic alone; and after its contents, so that a part of it that is
 * delivered again stands beside it and not in its place.
 */
const oneTopicAnObject = [
  { group_by_value: { value: '${! metadata("nats_subject") }' } },
  { archive: { format: "lines" } },
  {
    mapping: `root = content()
meta object = metadata("object").string() + "-" + content().hash("sha256").encode("hex").slice(0, 16) + ".ndjson"`,
  },
] as const;

/** Whose event it is, which of the stream, and when the bus took it; an object is named after the first of its lines. */
const line = `let taken = (metadata("nats_timestamp_unix_nano").number() / 1000000000).floor()
let sequence = metadata("nats_sequence_stream").string()
root.subject = metadata("nats_subject").string()
root.sequence = $sequence.number()
root.taken = $taken.ts_format("2006-01-02T15:04:05Z07:00", "UTC")
root.event = this
meta object = metadata("nats_subject").string() + "/" + $taken.ts_format("2006/01/02", "UTC") + "/" + $sequence`;
