import { jetstreamManager } from "@nats-io/jetstream";
import { connectAs } from "./bus-client";
import type { BusCluster } from "./bus-cluster";
import { probeOf } from "./running-bus";
import { accountsOf } from "./synthesized-bus";

/** Accounts that hear what was published in another, each as `<who> hears <what>`. */
export async function leaks(cluster: BusCluster): Promise<readonly string[]> {
  const accounts = accountsOf(cluster.bus);
  const heard: string[] = [];
  const probes = await Promise.all(
    accounts.map(async (account) => {
      const connection = await connectAs(cluster, probeOf(account));
      connection.subscribe(">", {
        callback: (_, { subject }) => {
          if (accounts.some((other) => other !== account && subject.startsWith(`${other}.`)))
            heard.push(`${account} hears ${subject}`);
        },
      });
      await connection.flush();
      return [account, connection] as const;
    }),
  );
  for (const [account, connection] of probes) {
    connection.publish(`${account}.probe`);
    await connection.flush();
  }
  for (const [, connection] of probes) {
    // What was on its way stands before the answer to a ping.
    await connection.flush();
    await connection.close();
  }
  return heard;
}

/** Streams that an account's own probe can list. */
export async function listed(cluster: BusCluster, account: string): Promise<readonly string[]> {
  const connection = await connectAs(cluster, probeOf(account));
  const names: string[] = [];
  for await (const name of (await jetstreamManager(connection)).streams.names()) names.push(name);
  await connection.close();
  return names.sort();
}
