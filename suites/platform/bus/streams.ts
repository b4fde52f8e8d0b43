import {
  consumerOf,
  deadLettersOf,
  streamOf,
  subjectOf,
  type BusAddress,
  type BusNeed,
  type Figure,
} from "../../../language";
import { busServers } from "./nats-configuration";

/** Nanoseconds, as the bus counts. */
const nanoseconds = (seconds: number): number => seconds * 1_000_000_000;
const daysOf = ({ value }: Figure<"days">): number => nanoseconds(value * 24 * 3600);

/** MiB that a service's dead letters may take up: a notice is a few hundred bytes, a message that can't be read at most a mebibyte. */
export const deadLettersSize = 64;

/** A request to the bus: the subject it goes to where the thing is new, that where it is known, and the text of both. */
export interface BusRequest {
  readonly create: string;
  /** Absent where the first does both. */
  readonly update?: string;
  readonly body: unknown;
}

/** Everything that a service's task asks of the bus, by the name of its file, in order: a place needs its stream. */
export function busRequests(
  service: string,
  { publishes, consumes, deadLettersKept }: BusNeed,
  address: Pick<BusAddress, "account">,
): Readonly<Record<string, BusRequest>> {
  return {
    ...Object.fromEntries(
      Object.entries(publishes).map(([topic, { kept, size }]) => {
        const id = { service, name: topic };
        const subjects = [subjectOf(address, id)];
        return [`1-${topic}`, streamRequest(streamOf(id), subjects, daysOf(kept), size.value)] as const;
      }),
    ),
    "2-dead-letters": streamRequest(
      deadLettersOf(service),
      deadLetterSubjects(service, consumes, address),
      daysOf(deadLettersKept),
      deadLettersSize,
    ),
    ...Object.fromEntries(
      Object.entries(consumes).map(([subscription, { topic, acknowledgeWithin, deliveries }]) => {
        const stream = streamOf(topic);
        const consumer = consumerOf(service, subscription);
        const body = {
          stream_name: stream,
          config: {
            durable_name: consumer,
            filter_subject: subjectOf(address, topic),
            deliver_policy: "all",
            ack_policy: "explicit",
            ack_wait: nanoseconds(acknowledgeWithin.value),
            max_deliver: deliveries.value,
            max_ack_pending: 1000,
            replay_policy: "instant",
          },
        };
        return [
          `3-${subscription}`,
          { create: `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${consumer}`, body },
        ] as const;
      }),
    ),
  };
}

/** Notices of the bus about messages that no worker took, or that one gave up, and what a worker couldn't read. */
const deadLetterSubjects = (
  service: string,
  consumes: BusNeed["consumes"],
  address: Pick<BusAddress, "account">,
): readonly string[] => [
  `${address.account}.dead.${service}.>`,
  ...Object.entries(consumes).flatMap(([subscription, { topic }]) => {
    const place = `${streamOf(topic)}.${consumerOf(service, subscription)}`;
    return [
      `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${place}`,
      `$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.${place}`,
    ];
  }),
];

/** A stream on all servers that takes messages and gives none back: they go with time alone, or when it is full. */
const streamRequest = (name: string, subjects: readonly string[], age: number, size: number): BusRequest => ({
  create: `$JS.API.STREAM.CREATE.${name}`,
  update: `$JS.API.STREAM.UPDATE.${name}`,
  body: {
    name,
    subjects,
    retention: "limits",
    storage: "file",
    num_replicas: busServers,
    max_age: age,
    max_bytes: size * 1024 * 1024,
    max_msg_size: 1048576,
    max_consumers: -1,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    discard: "old",
    duplicate_window: nanoseconds(120),
    deny_delete: true,
    deny_purge: true,
  },
});
