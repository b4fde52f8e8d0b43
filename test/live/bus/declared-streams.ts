import { at, listAt, numberAt, parsedJson, textAt } from "../../../audit/facts/json";
import { busUsers, type BusUser, type SynthesizedBus } from "./synthesized-bus";

/** A stream that some task makes in its user's account. */
export interface DeclaredStream {
  readonly account: string;
  readonly name: string;
  readonly subjects: readonly string[];
  readonly replicas: number;
}

/** A consumer that some task makes, and how often it hands one message out. */
export interface DeclaredConsumer {
  readonly account: string;
  readonly stream: string;
  readonly name: string;
  readonly deliveries: number;
}

export interface Declared {
  readonly streams: readonly DeclaredStream[];
  readonly consumers: readonly DeclaredConsumer[];
}

/** Everything that the tasks of a bus ask the servers to make. */
export function declaredOn(bus: SynthesizedBus): Declared {
  const users = busUsers(bus.configuration);
  const bodies = bus.setups.flatMap((task) => {
    const account = users.find(({ name }) => name === task.user)?.account ?? "";
    return Object.entries(task.files).flatMap(([name, text]) =>
      name.endsWith(".json") ? [[account, parsedJson(text)] as const] : [],
    );
  });
  return {
    streams: bodies.flatMap(([account, body]) => {
      const name = textAt(body, "name");
      const replicas = numberAt(body, "num_replicas") ?? 0;
      return name === undefined ? [] : [{ account, name, subjects: listAt(body, "subjects").map(String), replicas }];
    }),
    consumers: bodies.flatMap(([account, body]) => {
      const stream = textAt(body, "stream_name");
      const name = textAt(body, "config", "durable_name");
      if (stream === undefined || name === undefined) return [];
      return [{ account, stream, name, deliveries: numberAt(body, "config", "max_deliver") ?? 0 }];
    }),
  };
}

/** A subscription as it is used: who publishes on its topic, who reads it, and where its dead letters go. */
export interface Subscription {
  readonly consumer: DeclaredConsumer;
  readonly subject: string;
  readonly publisher: BusUser;
  readonly reader: BusUser;
  readonly deadLetters: DeclaredStream;
}

/** Every subscription of a bus. */
export function subscriptionsOf(bus: SynthesizedBus): readonly Subscription[] {
  const { streams, consumers } = declaredOn(bus);
  const users = busUsers(bus.configuration);
  return consumers.map((consumer) => {
    const { account, stream, name } = consumer;
    const own = users.filter((user) => user.account === account);
    const subject = streams.find((one) => one.account === account && one.name === stream)?.subjects[0] ?? "";
    const ranOut = `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.${name}`;
    return {
      consumer,
      subject,
      publisher: found(own.find(({ publishes }) => publishes.includes(subject))),
      reader: found(own.find(({ publishes }) => publishes.includes(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`))),
      deadLetters: found(streams.find((one) => one.account === account && one.subjects.includes(ranOut))),
    };
  });
}

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Error("a subscription lacks its publisher, its reader or a place for dead letters");
  return one;
}

/** A stream as the servers report it on their monitoring port. */
export interface ReportedStream {
  readonly account: string;
  readonly name: string;
  readonly leader: string;
  /** Servers that hold it and are not behind, the leader included. */
  readonly current: number;
  readonly messages: number;
  readonly consumers: readonly string[];
}

/** What the answer of `/jsz?accounts=true&streams=true&consumers=true` says. */
export const reportedStreams = (answer: Parameters<typeof at>[0]): readonly ReportedStream[] =>
  listAt(answer, "account_details").flatMap((account) =>
    listAt(account, "stream_detail").map((stream) => ({
      account: textAt(account, "name") ?? "",
      name: textAt(stream, "name") ?? "",
      leader: textAt(stream, "cluster", "leader") ?? "",
      current: 1 + listAt(stream, "cluster", "replicas").filter((one) => at(one, "current") === true).length,
      messages: numberAt(stream, "state", "messages") ?? 0,
      consumers: listAt(stream, "consumer_detail").flatMap((one) => textAt(one, "name") ?? []),
    })),
  );
