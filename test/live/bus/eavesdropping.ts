import { connectAs, maySubscribe } from "./bus-client";
import type { BusCluster } from "./bus-cluster";
import type { BusUser } from "./synthesized-bus";

/** Users whom the servers let listen where answers to another user of their account come, of those that have such a place to themselves. */
export async function eavesdroppers(cluster: BusCluster, users: readonly BusUser[]): Promise<readonly string[]> {
  const heard: string[] = [];
  for (const { name, account, subscribes } of users) {
    const places = users
      .filter((other) => other.account === account)
      .flatMap((other) => other.subscribes)
      .filter((place) => !subscribes.includes(place));
    const connection = await connectAs(cluster, name);
    for (const place of new Set(places))
      if (await maySubscribe(connection, place)) heard.push(`${name} listens to ${place}`);
    await connection.close();
  }
  return heard;
}
