import { planningDecisions } from "../catalog";
import type { Environment } from "../environments/schema";
import {
  describe,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  Refusal,
  type Derived,
  type NodePoolPlan,
  type Quantity,
  type Source,
  type Unit,
} from "../language";
import { bindingInWords } from "./binding-words";
import type { DemandSums } from "./demand-sums";
import { figureId, type Ledger } from "./ledger";
import type { PodDemand } from "./pod-kind";
import { fitsAlone, filled, poolSize, shortage, type NodeShape, type PoolDemand } from "./pool-size";
import { podRequests } from "./site-demand";
import type { OwnNodes, SiteWorld } from "./site-world";

export interface OwnPoolInput {
  /** For refusals. */
  readonly environment: Pick<Environment, "name">;
  /** Where the site stands in the facts. */
  readonly where: string;
  readonly world: Extract<SiteWorld, { kind: "existing" }>;
  readonly zones: Derived<"zones">;
  readonly sums: DemandSums;
  /** What runs here while this site is the active one: nobody adds nodes to the customer's cluster on the day. */
  readonly whenActive: PodDemand;
  readonly survivesZoneLoss: boolean;
}

/** What the plan calls machines that the customer chose. */
const machine = "the customer's own";

/**
 * The nodes that the customer says there are, once they are seen to hold what is planned; undefined where the customer
 * says nothing of them. What the cluster's own system pods take is not known and not counted. Throws a Refusal where the
 * nodes are too few or too small.
 */
export function enterOwnPool(ledger: Ledger, input: OwnPoolInput): NodePoolPlan | undefined {
  const { world, zones, sums } = input;
  if (world.nodes === undefined) return undefined;
  const facts = enterNodeFacts(ledger, input, world.nodes);
  const demand = demandOf(ledger, input);
  const shape = shapeOf(facts, sums);
  refuseTooSmall(input, world.nodes, shape, demand);
  const path = `sites.${world.id}.pools.general`;
  const of = <U extends Unit>(what: string, fact: Derived<U>): Derived<U> =>
    ledger.derive(`${path}.${what}`, { value: fact.value, unit: fact.unit }, stated(fact));
  const nodes = ledger.derive(`${path}.nodes`, quantity(facts.perZone.value * zones.value, "nodes"), {
    rule: "stated-nodes",
    from: [
      facts.perZone,
      zones,
      facts.cpu,
      facts.memory,
      facts.volumes,
      facts.pods,
      sums.cpu,
      sums.memory,
      sums.volumes,
      sums.pods,
    ],
    because: `${describe(facts.perZone)} in each of ${describe(zones)}; ${describe(sums.pods)} with ${describe(sums.cpu)}, ${describe(sums.memory)} and ${describe(sums.volumes)} fit on them${input.survivesZoneLoss ? ", after losing any one zone too" : ""}, as far as the cluster's own system pods leave room`,
  });
  return {
    machine,
    nodes,
    nodesPerZone: of("nodesPerZone", facts.perZone),
    maximumNodes: ledger.derive(`${path}.maximumNodes`, quantity(nodes.value, "nodes"), {
      rule: "stated-nodes",
      from: [nodes],
      because: "the customer runs the cluster, so that nothing here adds a node",
    }),
    allocatableCpu: of("allocatableCpu", facts.cpu),
    allocatableMemory: of("allocatableMemory", facts.memory),
    volumesPerNode: of("volumesPerNode", facts.volumes),
    podsPerNode: of("podsPerNode", facts.pods),
  };
}

interface NodeFacts {
  readonly perZone: Derived<"nodes">;
  readonly cpu: Derived<"millicores">;
  readonly memory: Derived<"MiB">;
  readonly volumes: Derived<"volumes">;
  readonly pods: Derived<"pods">;
}

function enterNodeFacts(ledger: Ledger, { environment, where, world }: OwnPoolInput, nodes: OwnNodes): NodeFacts {
  const source = (fact: string): Source => ({
    kind: "environment",
    ref: `environment "${environment.name}": ${where}.nodes.${fact}`,
    date: "undated",
  });
  const enter = <U extends Unit>(fact: string, value: Quantity<U>, meaning: string): Derived<U> =>
    ledger.fact(figureId(world.id, "node", fact), value, meaning, source(fact));
  return {
    perZone: enter("perZone", quantity(nodes.perZone, "nodes"), "nodes in every zone of the customer's cluster"),
    cpu: enter("cores", millicores(nodes.cores * 1000), "processor that one node leaves to pods"),
    memory: enter("memoryGib", mebibytes(gibibytes(nodes.memoryGib).value), "memory that one node leaves to pods"),
    volumes: enter("volumes", quantity(nodes.volumes, "volumes"), "volumes that attach to one node"),
    pods: enter("pods", quantity(nodes.pods, "pods"), "pods that one node runs at most"),
  };
}

const stated = (fact: Derived) => ({
  rule: "stated-nodes",
  from: [fact],
  because: `${describe(fact)}: ${fact.because}`,
});

function demandOf(ledger: Ledger, { world, whenActive, survivesZoneLoss }: OwnPoolInput): PoolDemand {
  return {
    pods: podRequests(whenActive, "planned"),
    zones: world.zones,
    fill: ledger.figure("node-fill", planningDecisions.nodeFill).value,
    survivesZoneLoss: survivesZoneLoss && world.zones.length > 1,
    zoneBound: world.zoneBound,
    minimumNodes: ledger.figure("system-pool-nodes", planningDecisions.systemPoolNodes).value,
  };
}

const shapeOf = ({ cpu, memory, volumes, pods }: NodeFacts, { perNode }: DemandSums): NodeShape => ({
  cpu: cpu.value - perNode.cpu.value,
  memory: memory.value - perNode.memory.value,
  volumes: volumes.value,
  pods: pods.value - perNode.pods.value,
  perNode: { cpu: perNode.cpu.value, memory: perNode.memory.value },
});

function refuseTooSmall(input: OwnPoolInput, nodes: OwnNodes, shape: NodeShape, demand: PoolDemand): void {
  const { environment, where } = input;
  const subject = `environment "${environment.name}"`;
  const alone = demand.pods.find((pod) => !fitsAlone(pod, filled(shape, demand.fill)));
  if (alone !== undefined) {
    throw new Refusal(subject, [
      {
        where: `${where}.nodes`,
        value: nodes,
        why: `hold no pod of ${alone.kind}, which asks for ${describe(millicores(alone.cpu))}, ${describe(mebibytes(alone.memory))} and ${describe(quantity(alone.volumes, "volumes"))}`,
        wayOut: "give the cluster larger nodes, or divide the users over several environments",
      },
    ]);
  }
  const enough = Math.max(1, Math.ceil(demand.minimumNodes / demand.zones.length));
  const lack = nodes.perZone < enough ? ({ kind: "minimum" } as const) : shortage(nodes.perZone, shape, demand);
  if (lack === undefined) return;
  const needed = poolSize(shape, demand, 5000);
  throw new Refusal(subject, [
    {
      where: `${where}.nodes.perZone`,
      value: nodes.perZone,
      why: `is too few: ${lack.kind === "minimum" ? `fewer than ${String(demand.minimumNodes)} nodes are never planned` : bindingInWords(lack, nodes.perZone + 1, { because: "" })}`,
      wayOut:
        needed === undefined
          ? "give the cluster larger nodes, or divide the users over several environments"
          : `give the cluster ${String(needed)} such nodes in every zone, or larger ones`,
    },
  ]);
}
