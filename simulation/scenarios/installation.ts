import type { Cluster } from "../cluster/cluster";
import { nodesOf } from "../cluster/objects";
import { judge, type Scenario } from "./scenario";

/** Everything is installed on the planned nodes, and must find its place. */
export async function installation(cluster: Cluster): Promise<Scenario> {
  await cluster.addNodes(nodesOf(cluster.world.nodes, ({ nodes }) => nodes));
  await cluster.install();
  await cluster.settled();
  return judge(cluster, { id: "installation", title: "everything as planned", promised: true }, (_, wanted) => wanted);
}
