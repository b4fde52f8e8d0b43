import { grouped } from "../../audit/grouped";
import type { Mistake } from "../../language";
import type { Cluster, Wanted } from "../cluster/cluster";
import { groupValue, type SimulatedNode } from "../cluster/objects";
import type { PodState } from "../cluster/pod-state";
import { nodeLoads, type NodeLoad } from "../node-load";
import type { PodGroup } from "../world/world";
import { overdrawnQuotas } from "./overdrawn-quotas";

/** How a scenario ended. `unpromised`: not everything went on, and the tier promises nothing of the kind. */
export type Verdict = "holds" | "fails" | "unpromised";

/** What one scenario showed. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly wanted: number;
  readonly ready: number;
  /** What must not be. */
  readonly findings: readonly Mistake[];
  /** What is as it is said to be, and worth knowing. */
  readonly notes: readonly string[];
  readonly nodes: readonly NodeLoad[];
}

export interface ScenarioProps {
  readonly id: string;
  readonly title: string;
  /** Whether the plan promises that this goes well. */
  readonly promised: boolean;
}

/** Pods of each group, in the order of the world. */
export function byGroup(cluster: Cluster): readonly (Wanted & { readonly now: readonly PodState[] })[] {
  const found = grouped(cluster.state(), ({ group }) => group);
  return cluster.wanted().map((wanted) => ({ ...wanted, now: found.get(groupValue(wanted.group)) ?? [] }));
}

/** True for a pod whose volume stands in a zone without nodes: nothing can start it elsewhere. */
export function waitsForZone(cluster: Cluster): (pod: PodState) => boolean {
  const zones = new Set(cluster.nodes.map(({ group }) => group.zone));
  return ({ namespace, claims }) =>
    claims.some((claim) => {
      const zone = cluster.zoneOf(namespace, claim);
      return zone !== undefined && !zones.has(zone);
    });
}

/** What is missing now, and which quorum and which budget is broken. `least` is how many pods of a group must be ready. */
export async function judge(
  cluster: Cluster,
  props: ScenarioProps,
  least: (group: PodGroup, wanted: number) => number,
  before: readonly Mistake[] = [],
  notes: readonly string[] = [],
): Promise<Scenario> {
  const groups = byGroup(cluster);
  const waits = waitsForZone(cluster);
  const refusals = await cluster.refusals();
  const told: string[] = [];
  const findings = groups.flatMap(({ group, pods, now }): readonly Mistake[] => {
    const ready = now.filter((pod) => pod.ready).length;
    const waiting = now.filter((pod) => !pod.ready && waits(pod)).length;
    if (waiting > 0)
      told.push(`${group.id}: ${String(waiting)} of ${String(pods)} wait with their volumes for the zone`);
    const short = least(group, pods) - ready - waiting;
    return [...(short > 0 ? [missing(group, now, short, ready, refusals)] : []), ...quorum(group, pods, ready)];
  });
  const budgets = (await cluster.brokenBudgets()).map(({ id, healthy, desired }): Mistake => ({
    where: `disruption budget ${id}`,
    value: healthy,
    why: `has ${String(healthy)} healthy pods and wants ${String(desired)}`,
    wayOut: "spread its pods over zones, so that fewer of them fall together",
  }));
  const quotas = overdrawnQuotas(cluster.world, cluster.state());
  const all = [...before, ...findings, ...quotas, ...(findings.length > 0 ? [] : budgets)];
  return {
    id: props.id,
    title: props.title,
    verdict: all.length === 0 ? "holds" : props.promised ? "fails" : "unpromised",
    wanted: groups.reduce((sum, { pods }) => sum + pods, 0),
    ready: groups.reduce((sum, { now }) => sum + now.filter((pod) => pod.ready).length, 0),
    findings: all,
    notes: [...notes, ...told],
    nodes: nodeLoads(cluster),
  };
}

function missing(
  group: PodGroup,
  now: readonly PodState[],
  short: number,
  ready: number,
  refusals: ReadonlyMap<string, string>,
): Mistake {
  const pending = now.find((pod) => !pod.ready);
  const refused = [...refusals].find(([id]) => id === group.id || id.startsWith(`${group.id}-`))?.[1];
  const why =
    pending?.unschedulable ??
    (pending === undefined ? refused : undefined) ??
    "nothing says why; see the log of its controller";
  return {
    where: group.id,
    value: ready,
    why: `lacks ${String(short)} of its pods: ${why}`,
    wayOut: wayOut(why),
  };
}

/** What to change, by what the scheduler or the API says. */
function wayOut(why: string): string {
  if (why.includes("exceeded quota")) return "raise the quota of its namespace to what its pods request at their most";
  if (why.includes("untolerated taint") && !why.includes("Insufficient"))
    return "let its pods tolerate the taint of the pool, or take the taint off";
  if (why.includes("topology spread") && !why.includes("Insufficient"))
    return "spread it over what there is: ask for fewer pods, or for more zones";
  if (why.includes("anti-affinity") && !why.includes("Insufficient"))
    return "give it as many nodes as its pods keep apart, or keep them apart by preference";
  if (why.includes("volume node affinity") && !why.includes("Insufficient"))
    return "give the zone of its volume a node";
  if (why.includes("max volume count")) return "take machines that attach more volumes, or more of them";
  return "take larger machines or more of them, or ask for less";
}

/** Sets of three or more with volumes of their own decide by majority. */
const quorum = (group: PodGroup, pods: number, ready: number): readonly Mistake[] =>
  group.controller === "StatefulSet" && group.claims.length > 0 && pods >= 3 && ready * 2 <= pods
    ? [
        {
          where: group.id,
          value: ready,
          why: `has ${String(ready)} of ${String(pods)} members left, which is no majority`,
          wayOut: "spread its members over zones, so that none holds half of them",
        },
      ]
    : [];

/** Groups of several pods of which none stands on any other node: whoever uses them waits until one has started again. */
export function extinguished(cluster: Cluster, lost: readonly SimulatedNode[]): readonly Mistake[] {
  const names = new Set(lost.map(({ name }) => name));
  return byGroup(cluster).flatMap(({ group, pods, now }): readonly Mistake[] => {
    if (!group.spread || group.controller === "DaemonSet" || pods < 2) return [];
    const ready = now.filter((pod) => pod.ready);
    const left = ready.filter(({ node }) => node !== undefined && !names.has(node));
    return ready.length === 0 || left.length > 0
      ? []
      : [
          {
            where: group.id,
            value: ready.length,
            why: `loses all ${String(ready.length)} pods at once`,
            wayOut: "spread its pods over zones and nodes",
          },
        ];
  });
}
