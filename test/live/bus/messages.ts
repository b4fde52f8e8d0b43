import { jetstream, type Consumer } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { until } from "../harness/until";
import type { DeclaredConsumer } from "./declared-streams";

/** Milliseconds in which a stream finds another leader many times over, on a machine with more to do than it can, too. */
const patience = 60_000;

/** Publishes one message and waits until the stream has it, trying again where no answer comes; the id keeps it from standing there twice. */
export async function publish(connection: NatsConnection, subject: string, id: string): Promise<void> {
  const stream = jetstream(connection);
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await stream.publish(subject, JSON.stringify({ id }), { msgID: id, timeout: 2_000 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Asked again where no answer comes: a consumer whose server died has no leader for a while. */
const consumerOf = (connection: NatsConnection, { stream, name }: DeclaredConsumer): Promise<Consumer> =>
  until(`consumer ${name}`, () => jetstream(connection).consumers.get(stream, name));

/** Reads what waits for a consumer until none waits any more, and acknowledges it; the ids in the order of reading. */
export async function readAll(connection: NatsConnection, declared: DeclaredConsumer): Promise<readonly string[]> {
  const consumer = await consumerOf(connection, declared);
  const read: string[] = [];
  const deadline = Date.now() + patience;
  for (;;) {
    let empty = true;
    for await (const message of await consumer.fetch({ max_messages: 500, expires: 2_000 })) {
      empty = false;
      read.push(idOf(message.string()));
      message.ack();
    }
    // None may have come only because its leader was just lost, or had no time.
    if (empty && ((await waitingFor(consumer)) === 0 || Date.now() > deadline)) return read;
  }
}

/** Messages that a consumer has not handed out yet; undefined where nobody answers for it. */
const waitingFor = async (consumer: Consumer): Promise<number | undefined> => {
  const info = await consumer.info().catch(() => undefined);
  return info?.num_pending;
};

/** Gives one message back as often as it is handed out; how often that was. */
export async function giveBack(connection: NatsConnection, declared: DeclaredConsumer): Promise<number> {
  const consumer = await consumerOf(connection, declared);
  let handedOut = 0;
  for (;;) {
    let empty = true;
    for await (const message of await consumer.fetch({ max_messages: 1, expires: 5_000 })) {
      empty = false;
      handedOut = message.info.deliveryCount;
      message.nak();
    }
    if (empty) return handedOut;
  }
}

const idOf = (text: string): string => {
  if (text === "") return "";
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null && "id" in parsed ? String(parsed.id) : "";
};
