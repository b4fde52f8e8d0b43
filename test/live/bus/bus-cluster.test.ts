import { firstFound } from "../harness/synthesized";
import { notTried } from "../harness/not-tried";
import { eventually } from "../harness/until";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { natsClient, natsServer } from "../parts/nats";
import { connectAs, maySubscribe } from "./bus-client";
import { BusCluster, partsOf } from "./bus-cluster";
import { declaredOn, subscriptionsOf, type Subscription } from "./declared-streams";
import { eavesdroppers } from "./eavesdropping";
import { leaks, listed } from "./isolation";
import { loseServer } from "./message-loss";
import { giveBack, publish, readAll } from "./messages";
import { wrongPermissions } from "./permissions";
import { setUp, streamOf, streamsOf, withProbes } from "./running-bus";
import { accountsOf, busesOf, busUsers, inboxOf, type SynthesizedBus } from "./synthesized-bus";

/** Seconds that a notice is waited for where none is meant to come. */
const absence = 10;

/** Messages that are published while a server dies. */
const published = 1_500;

const busThat = (holds: (bus: SynthesizedBus) => boolean): readonly (readonly [string, SynthesizedBus])[] => {
  const found = firstFound((facts, environment) =>
    busesOf(facts, environment).filter(([, bus]) => bus.running > 0 && holds(bus)),
  );
  return found === undefined ? [] : [found];
};

/** One bus of a customer's own and one that tenants share: the others differ in names, and in how many. */
const ownBuses = busThat((bus) => accountsOf(bus).length === 1);
const sharedBuses = busThat((bus) => accountsOf(bus).length > 1);
const chosen = [...ownBuses, ...sharedBuses];

function firstOf(bus: SynthesizedBus): Subscription {
  const [subscription] = subscriptionsOf(bus);
  if (subscription === undefined) throw new Error("nobody reads this bus");
  return subscription;
}

const messagesIn = async (cluster: BusCluster, stream: Subscription["deadLetters"]): Promise<number> =>
  (await streamOf(cluster, stream)).messages;

/** Notices that come of one message which its reader gives back until nobody hands it out any more. */
async function noticesOfFailure(cluster: BusCluster, subscription: Subscription, seconds?: number): Promise<number> {
  const { consumer, subject, publisher, reader, deadLetters } = subscription;
  const writing = await connectAs(cluster, publisher.name);
  const reading = await connectAs(cluster, reader.name);
  await readAll(reading, consumer);
  const before = await messagesIn(cluster, deadLetters);
  await publish(writing, subject, "unwanted");
  expect(await giveBack(reading, consumer)).toBe(consumer.deliveries);
  await writing.close();
  await reading.close();
  return (
    (await eventually(
      () => messagesIn(cluster, deadLetters),
      (now) => now > before,
      seconds,
    )) - before
  );
}

const standing = async (cluster: BusCluster): Promise<readonly string[]> =>
  (await streamsOf(cluster)).map(({ account, name, current }) => `${account} ${name} on ${String(current)}`).sort();

const reading = async (cluster: BusCluster): Promise<readonly string[]> =>
  (await streamsOf(cluster))
    .flatMap(({ account, name, consumers }) => consumers.map((one) => `${account} ${name} ${one}`))
    .sort();

/** A stream that is just finding another leader is seen by nobody: what is looked for is asked for again. */
const isSame =
  (expected: readonly string[]) =>
  (now: readonly string[]): boolean =>
    JSON.stringify(now) === JSON.stringify(expected);

withParts("three servers of the generated bus", { server: natsServer, client: natsClient, authority }, (folderOf) => {
  if (chosen.length === 0) {
    notTried("a bus", "no environment that is worked on has one of NATS");
    return;
  }

  const start = async (bus: SynthesizedBus): Promise<BusCluster> => {
    const cluster = await BusCluster.prepare(partsOf(folderOf), bus);
    await cluster.start();
    return cluster;
  };

  describe.each(chosen)("%s", (_, generated) => {
    const bus = withProbes(generated);
    const declared = declaredOn(bus);
    let cluster: BusCluster;

    beforeAll(async () => {
      cluster = await start(bus);
      setUp(cluster);
    });

    afterAll(() => cluster.stop());

    test("there are as many servers as run, and every task can run again", () => {
      expect(bus.members).toHaveLength(bus.running);
      expect(bus.setups.filter((task) => cluster.run(task).status !== 0)).toEqual([]);
    });

    test("every declared stream stands on three servers, with its consumers", async () => {
      const expected = declared.streams.map(({ account, name }) => `${account} ${name} on 3`).sort();
      expect(await eventually(() => standing(cluster), isSame(expected))).toEqual(expected);
      const consumers = declared.consumers.map(({ account, stream, name }) => `${account} ${stream} ${name}`).sort();
      expect(await eventually(() => reading(cluster), isSame(consumers))).toEqual(consumers);
    });

    test("all servers read their certificates anew when the task asks", () => {
      expect(cluster.run(bus.reload)).toEqual({ status: 0, output: "" });
    });

    test("every user may publish what the configuration says, and nothing else that anybody may", async () => {
      const wrong: string[] = [];
      for (const user of busUsers(generated.configuration)) wrong.push(...(await wrongPermissions(cluster, user)));
      expect(wrong).toEqual([]);
    });

    test("nobody may listen to a topic or to notices: users read through their consumers alone", async () => {
      const heard: string[] = [];
      for (const { name } of busUsers(generated.configuration)) {
        const connection = await connectAs(cluster, name);
        for (const subject of [">", firstOf(bus).subject, "$JS.EVENT.>"])
          if (await maySubscribe(connection, subject)) heard.push(`${name} ${subject}`);
        await connection.close();
      }
      expect(heard).toEqual([]);
    });

    test("nobody hears answers to a user that has inboxes of its own, and that one hears none but its own", async () => {
      const users = busUsers(generated.configuration);
      expect(new Set(users.map(inboxOf)).size).toBeGreaterThan(accountsOf(bus).length + 1);
      expect(await eavesdroppers(cluster, users)).toEqual([]);
    });

    test("no account hears another, and each lists its own streams alone", async () => {
      expect(await leaks(cluster)).toEqual([]);
      for (const account of accountsOf(bus)) {
        const own = declared.streams.flatMap((stream) => (stream.account === account ? [stream.name] : []));
        expect(await listed(cluster, account)).toEqual(own.sort());
      }
    });

    test("a message that nobody could keep leaves a notice among the dead letters", async () => {
      expect(await noticesOfFailure(cluster, firstOf(bus))).toBe(1);
    });

    test("what a worker sends away is kept among the dead letters", async () => {
      const { reader, consumer, deadLetters } = firstOf(bus);
      const before = await messagesIn(cluster, deadLetters);
      const connection = await connectAs(cluster, reader.name);
      const places = reader.publishes.filter((subject) => subject.startsWith(`${consumer.account}.dead.`));
      expect(places).not.toEqual([]);
      for (const subject of places) await publish(connection, subject, `dead-${subject}`);
      await connection.close();
      expect(await messagesIn(cluster, deadLetters)).toBe(before + places.length);
    });

    test("no acknowledged message is lost with a server", async () => {
      expect(await loseServer(cluster, firstOf(bus), published)).toEqual({ acknowledged: published, lost: [] });
    });
  });

  describe.each(chosen.slice(0, 1))("%s, sabotaged", (_, generated) => {
    const spoilt = (text: string): string =>
      text
        .replace('"num_replicas":3', '"num_replicas":1')
        .replaceAll(/"\$JS\.EVENT\.[^"]*",?/g, "")
        .replace(",]", "]");
    const { publisher } = firstOf(generated);
    const users = busUsers(generated.configuration);
    const isTask = (name: string): boolean => [...generated.setups, generated.reload].some(({ user }) => user === name);
    const listener = users.find((user) => inboxOf(user) !== "_INBOX" && !isTask(user.name));
    if (listener === undefined) throw new Error("nobody has inboxes of its own");
    const bus: SynthesizedBus = {
      ...generated,
      configuration: generated.configuration
        .replace(`"${publisher.publishes[0] ?? ""}"`, '">"')
        .replace(`"${inboxOf(listener)}.>"`, '"_INBOX.>"'),
      setups: generated.setups.map((task) => ({
        ...task,
        files: Object.fromEntries(
          Object.entries(task.files).map(([name, text]) => [name, name.endsWith(".json") ? spoilt(text) : text]),
        ),
      })),
    };
    let cluster: BusCluster;

    beforeAll(async () => {
      cluster = await start(bus);
      setUp(cluster);
    });

    afterAll(() => cluster.stop());

    test("a user that may publish anything is caught", async () => {
      expect(await wrongPermissions(cluster, publisher)).not.toEqual([]);
    });

    test("a user that listens to everybody's answers is caught", async () => {
      expect(await eavesdroppers(cluster, users)).toEqual([`${listener.name} listens to _INBOX.>`]);
    });

    test("dead letters that ask for no notices are caught", async () => {
      expect(await noticesOfFailure(cluster, firstOf(generated), absence)).toBe(0);
    });

    test("streams on one server are caught, and what is lost with it", async () => {
      expect((await standing(cluster)).every((one) => one.endsWith("on 1"))).toBe(true);
      await expect(loseServer(cluster, firstOf(generated), published)).rejects.toThrow(
        /timeout|no responders|jetstream is not enabled/,
      );
    });
  });

  if (sharedBuses.length === 0) {
    notTried("accounts that are one account are caught", "no bus that is worked on has several");
    return;
  }

  test.each(sharedBuses)("%s: accounts that are one account are caught", async (_, generated) => {
    const [first = ""] = accountsOf(generated);
    const cluster = await start(withProbes(generated, () => first));
    expect(await leaks(cluster)).not.toEqual([]);
    await cluster.stop();
  });
});
