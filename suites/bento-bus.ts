import {
  busUrl,
  consumerOf,
  deadLetterSubject,
  streamOf,
  subjectOf,
  type Subscription,
  type Surroundings,
} from "../language";
import { bentoCertificates } from "./bento";

type Component = Readonly<Record<string, unknown>>;

const tls = {
  enabled: true,
  root_cas_file: `${bentoCertificates}/ca.crt`,
  client_certs: [{ cert_file: `${bentoCertificates}/tls.crt`, key_file: `${bentoCertificates}/tls.key` }],
} as const;

/** How Bento finds NATS and shows who it is: the part that all of its components for it share. */
const nats = (at: Surroundings) => ({ urls: [busUrl(at.bus())], tls });

/** The same for Kafka. */
const kafka = (at: Surroundings) => {
  const { host, port } = at.bus();
  return { seed_brokers: [`${host}:${String(port)}`], tls };
};

/** What Bento knows of a message that it read from the bus. */
export interface MessageMetadata {
  /** Name of the metadata that say where it came from: the topic's subject. */
  readonly subject: string;
  /** Its number in the topic, from one and without a gap: an expression of Bento's mapping language that gives a text. */
  readonly sequence: string;
  /** When the bus took it, in seconds since 1970: an expression too. */
  readonly taken: string;
}

export function messageMetadata(at: Surroundings): MessageMetadata {
  switch (at.bus().kind) {
    case "nats":
      return {
        subject: "nats_subject",
        sequence: 'metadata("nats_sequence_stream").string()',
        taken: '(metadata("nats_timestamp_unix_nano").number() / 1000000000).floor()',
      };
    case "kafka":
      return {
        subject: "kafka_topic",
        sequence: '(metadata("kafka_offset").number() + 1).round().string()',
        taken: 'metadata("kafka_timestamp_unix").number().floor()',
      };
  }
}

/** An output that publishes on a topic: it answers when two servers have the message. */
export function toTopic(at: Surroundings, topic: Subscription["topic"]): Component {
  const subject = subjectOf(at.bus(), topic);
  switch (at.bus().kind) {
    case "nats":
      return { nats_jetstream: { ...nats(at), subject } };
    case "kafka":
      return { kafka_franz: { ...kafka(at), topic: subject, idempotent_write: true } };
  }
}

/** Where an input keeps the subject for what its worker can't read. */
const deadLetter = "dead_letter";

/** An input that reads a topic in the place of a subscription. */
export function fromTopic(
  at: Surroundings,
  service: string,
  subscription: string,
  topic: Subscription["topic"],
): Component {
  const processors = [
    {
      mapping: `root = content()\nmeta ${deadLetter} = "${deadLetterSubject(at.bus(), service, subscription)}"`,
    },
  ];
  const place = consumerOf(service, subscription);
  switch (at.bus().kind) {
    case "nats":
      return { nats_jetstream: { ...nats(at), stream: streamOf(topic), durable: place, bind: true }, processors };
    case "kafka":
      return {
        kafka_franz: {
          ...kafka(at),
          topics: [subjectOf(at.bus(), topic)],
          consumer_group: place,
          start_from_oldest: true,
          // As many as NATS lets a worker hold.
          checkpoint_limit: 1000,
        },
        processors,
      };
  }
}

/** An output that sends away, whole, what `fromTopic` read; `reason` is an expression of Bento's mapping language. */
export function toDeadLetters(at: Surroundings, reason: string): Component {
  const subject = `\${! metadata("${deadLetter}") }`;
  switch (at.bus().kind) {
    case "nats":
      return {
        nats_jetstream: { ...nats(at), subject, headers: { "Bestek-Error": `\${! ${reason} }` } },
      };
    case "kafka":
      return {
        kafka_franz: {
          ...kafka(at),
          topic: subject,
          idempotent_write: true,
          metadata: { include_prefixes: ["bestek_"] },
        },
        processors: [{ mapping: `root = content()\nmeta bestek_error = ${reason}` }],
      };
  }
}
