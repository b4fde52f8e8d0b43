import type { Cluster } from "../cluster/cluster";
import { nodesOf, type SimulatedNode } from "../cluster/objects";
import { nodeLoads } from "../node-load";
import { extinguished, judge, waitsForZone, type Scenario } from "./scenario";
import { restore } from "./restore";

/** The cluster's autoscaler has started every node that it may, and every other autoscaler every pod. */
export async function peak(cluster: Cluster): Promise<Scenario> {
  const standing = new Set(cluster.nodes.map(({ name }) => name));
  const all = nodesOf(cluster.world.nodes, ({ most }) => most);
  await cluster.addNodes(all.filter(({ name }) => !standing.has(name)));
  await cluster.scaleAll(({ most }) => most);
  await cluster.settled();
  return judge(cluster, { id: "peak", title: "every autoscaler at its most", promised: true }, (_, wanted) => wanted);
}

/**
 * At the peak the fullest node dies; nothing starts another at once. Every group must keep what its budget asks for, and a pod at least: for
 * the rest to start there need be no room before the node is back.
 */
export async function nodeLossAtPeak(cluster: Cluster): Promise<Scenario> {
  const before = cluster.state();
  const lost = fullest(cluster);
  const gone = extinguished(cluster, lost);
  await cluster.removeNodes(lost);
  await cluster.settled(waitsForZone(cluster));
  const result = await judge(
    cluster,
    { id: "node-loss-at-peak", title: `node ${lost[0]?.name ?? ""} is lost at the peak`, promised: true },
    (group, wanted) => (group.controller === "DaemonSet" ? wanted : Math.min(wanted, 1)),
    gone,
  );
  await restore(cluster, lost, before);
  return result;
}

function fullest(cluster: Cluster): readonly SimulatedNode[] {
  const [first] = nodeLoads(cluster).toSorted((a, b) => b.cpu / b.allocatable.cpu - a.cpu / a.allocatable.cpu);
  return cluster.nodes.filter(({ name }) => name === first?.node);
}
