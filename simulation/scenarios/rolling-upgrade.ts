import { grouped } from "../../audit/grouped";
import type { Mistake } from "../../language";
import type { Cluster } from "../cluster/cluster";
import { groupValue, type SimulatedNode } from "../cluster/objects";
import type { PodState } from "../cluster/pod-state";
import { Stillness } from "../cluster/stillness";
import { patience, pause } from "../cluster/waiting";
import { byGroup, judge, type Scenario } from "./scenario";

/**
 * Every node in turn is cordoned, drained through the eviction API, given up and made anew, without a spare one beside it; in a zone of more than
 * ten nodes a tenth of them goes at once. Budgets are honoured; a drain that never ends, and one that leaves nothing of a group, are findings.
 */
export async function rollingUpgrade(cluster: Cluster): Promise<Scenario> {
  const findings = new Map<string, Mistake>();
  let waited = 0;
  for (const nodes of turns(cluster.nodes)) {
    for (const node of nodes) await cluster.cordon(node);
    const { found, ended } = await drain(cluster, nodes);
    for (const finding of found) findings.set(`${finding.where} ${finding.why}`, finding);
    waited = Math.max(waited, cluster.state().filter(({ node: place }) => place === undefined).length);
    await cluster.removeNodes(nodes);
    await cluster.addNodes(nodes);
    await cluster.settled();
    if (!ended) break;
  }
  return judge(
    cluster,
    { id: "rolling-upgrade", title: "every node is drained and made anew", promised: true },
    (_, wanted) => wanted,
    [...findings.values()],
    waited === 0 ? [] : [`at most ${String(waited)} pods waited until a drained node was back`],
  );
}

/** What is upgraded together: nodes of one zone. */
function turns(nodes: readonly SimulatedNode[]): readonly (readonly SimulatedNode[])[] {
  return [...grouped(nodes, ({ group }) => group.zone).values()].flatMap((zone) => {
    const size = Math.ceil(zone.length / 10);
    return Array.from({ length: Math.ceil(zone.length / size) }, (_, turn) =>
      zone.slice(turn * size, (turn + 1) * size),
    );
  });
}

/** Milliseconds without any change after which a drain never ends: what budgets count, they count within one. */
const stuckAfter = 3 * patience;

/** Milliseconds without any change after which budgets are helped to see what has been replaced. */
const helpedAfter = 1_000;

/** Milliseconds between two attempts to evict. */
const interval = 100;

interface Drained {
  readonly found: readonly Mistake[];
  readonly ended: boolean;
}

/** Evicts until nothing but pods of every node is left. */
async function drain(cluster: Cluster, nodes: readonly SimulatedNode[]): Promise<Drained> {
  const everywhere = new Set(
    cluster.wanted().flatMap(({ group }) => (group.controller === "DaemonSet" ? [groupValue(group)] : [])),
  );
  const names = new Set(nodes.map(({ name }) => name));
  const findings: Mistake[] = [];
  let seen = cluster.changes;
  const stillness = new Stillness(interval);
  for (;;) {
    const here = cluster
      .state()
      .filter(({ node, group }) => node !== undefined && names.has(node) && !everywhere.has(group));
    if (here.length === 0) return { found: findings, ended: true };
    const before = byGroup(cluster);
    const answers = await Promise.all(here.map(async (pod) => ({ pod, gone: await cluster.evict(pod) })));
    const gone = new Set(answers.flatMap(({ pod, gone: allowed }) => (allowed ? [pod.uid] : [])));
    findings.push(...emptied(before, gone, nodes));
    if (gone.size > 0 || cluster.changes !== seen) {
      seen = cluster.changes;
      stillness.breaks();
    } else stillness.lasts();
    if (stillness.milliseconds > stuckAfter) return { found: [...findings, ...stuck(here)], ended: false };
    if (stillness.milliseconds > helpedAfter) await cluster.forgetReplaced();
    await pause(interval);
    await cluster.provide();
  }
}

const emptied = (
  before: ReturnType<typeof byGroup>,
  gone: ReadonlySet<string>,
  nodes: readonly SimulatedNode[],
): readonly Mistake[] =>
  before.flatMap(({ group, pods, now }): readonly Mistake[] => {
    const ready = now.filter((pod) => pod.ready);
    if (!group.spread || pods < 2 || !ready.some(({ uid }) => gone.has(uid))) return [];
    return ready.some(({ uid }) => !gone.has(uid))
      ? []
      : [
          {
            where: group.id,
            value: ready.length,
            why: `loses every pod at once when ${nodes.map(({ name }) => name).join(", ")} is drained`,
            wayOut: "give it a disruption budget that keeps one, and spread its pods over nodes",
          },
        ];
  });

const stuck = (here: readonly PodState[]): readonly Mistake[] =>
  here.map(({ namespace, name, node }) => ({
    where: `${namespace}/${name}`,
    value: node,
    why: "never leaves the node that is drained: its disruption budget lets nothing go",
    wayOut: "keep at most one fewer than the replicas, and leave room for another to start",
  }));
