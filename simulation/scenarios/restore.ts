import type { Cluster } from "../cluster/cluster";
import type { SimulatedNode } from "../cluster/objects";
import { each } from "../cluster/waiting";
import type { PodState } from "../cluster/pod-state";

/** Brings lost nodes back and lets what had moved away choose again, so that the next scenario finds everything spread. */
export async function restore(
  cluster: Cluster,
  lost: readonly SimulatedNode[],
  before: readonly PodState[],
): Promise<void> {
  await cluster.addNodes(lost);
  await cluster.settled();
  const known = new Set(before.map(({ uid }) => uid));
  const moved = cluster.state().filter(({ uid, claims }) => !known.has(uid) && claims.length === 0);
  await each(moved, (pod) => cluster.removePod(pod));
  await cluster.settled();
}
