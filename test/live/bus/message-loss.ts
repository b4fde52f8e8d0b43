import { connectAs } from "./bus-client";
import type { BusCluster } from "./bus-cluster";
import type { Subscription } from "./declared-streams";
import { publish, readAll } from "./messages";
import { streamOf } from "./running-bus";

/** Messages that one client has on their way at once. */
const atOnce = 50;

export interface Loss {
  readonly acknowledged: number;
  /** Ids that were acknowledged and can't be read afterwards. */
  readonly lost: readonly string[];
}

/** Publishes `count` messages while the server that leads their stream dies, then reads what the others have. */
export async function loseServer(
  cluster: BusCluster,
  { consumer, subject, publisher, reader }: Subscription,
  count: number,
): Promise<Loss> {
  const writing = await connectAs(cluster, publisher.name);
  const acknowledged: string[] = [];
  const publishTo = async (end: number): Promise<void> => {
    while (acknowledged.length < end) {
      const from = acknowledged.length;
      const ids = Array.from({ length: Math.min(atOnce, end - from) }, (_, index) => `m-${String(from + index)}`);
      await Promise.all(ids.map((id) => publish(writing, subject, id)));
      acknowledged.push(...ids);
    }
  };
  try {
    await publishTo(Math.floor(count / 3));
    const { leader } = await streamOf(cluster, { account: consumer.account, name: consumer.stream });
    await Promise.all([cluster.kill(leader), publishTo(count)]);
    const reading = await connectAs(cluster, reader.name);
    const read = new Set(await readAll(reading, consumer));
    await reading.close();
    return { acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !read.has(id)) };
  } finally {
    await writing.close();
  }
}
