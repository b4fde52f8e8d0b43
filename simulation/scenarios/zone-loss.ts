import type { Cluster } from "../cluster/cluster";
import { extinguished, judge, waitsForZone, type Scenario } from "./scenario";
import { restore } from "./restore";

/** Where autoscalers stand when it happens: the minimum must go on; of more nothing is promised. */
export type Scale = "planned" | "most";

/** A zone dies with its nodes and its volumes; what ran there starts elsewhere. Afterwards the zone comes back. */
export async function zoneLoss(cluster: Cluster, zone: string, scale: Scale = "planned"): Promise<Scenario> {
  const before = cluster.state();
  const lost = cluster.nodes.filter(({ group }) => group.zone === zone);
  const gone = extinguished(cluster, lost);
  await cluster.removeNodes(lost);
  const waits = waitsForZone(cluster);
  await cluster.settled(waits);
  const result = await judge(
    cluster,
    {
      id: `zone-loss-${zone}`,
      title: `zone ${zone} is lost${scale === "most" ? " while everything is scaled out" : ""}`,
      promised: cluster.world.survivesZoneLoss,
    },
    (group, wanted) => (group.controller === "DaemonSet" ? wanted : Math.min(wanted, group.replicas)),
    gone,
  );
  await restore(cluster, lost, before);
  return result;
}
