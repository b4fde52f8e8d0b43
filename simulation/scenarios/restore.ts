import type { Cluster } from "../cluster/cluster";
import type { SimulatedNode } from "../cluster/objects";
import { each } from "../cluster/waiting";
import type { PodState } from "../cluster/pod-state";

/** Times that what had moved away chooses again: who comes first takes the room of who is bound to it by a volume, and nobody comes in the same order twice. */
const choices = 3;

/** Brings lost nodes back and lets what had moved away choose again, so that the next scenario finds everything in its place and spread. */
export async function restore(
  cluster: Cluster,
  lost: readonly SimulatedNode[],
  before: readonly PodState[],
): Promise<void> {
  await cluster.addNodes(lost);
  await cluster.settled();
  const known = new Set(before.map(({ uid }) => uid));
  for (let choice = 0; choice < choices; choice++) {
    const moved = cluster.state().filter(({ uid, claims }) => !known.has(uid) && claims.length === 0);
    await each(moved, (pod) => cluster.removePod(pod));
    if (await cluster.settled()) return;
  }
}
