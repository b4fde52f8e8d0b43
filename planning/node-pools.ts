import {
  databaseCluster,
  isKnown,
  machineTypes,
  planningDecisions,
  priceIn,
  servicePrices,
  type PriceUnit,
} from "../catalog";
import type { Environment } from "../environments/schema";
import { describe, quantity, Refusal, type Derived, type NodePoolPlan } from "../language";
import type { DemandSums } from "./demand-sums";
import { figureId, type Ledger } from "./ledger";
import { bindingInWords } from "./binding-words";
import { chooseMachine, type MachineChoice } from "./machine-choice";
import { enterCapacity } from "./node-capacity";
import { bindingOf, poolSize, type PoolDemand } from "./pool-size";
import { podRequests } from "./site-demand";
import type { PodDemand } from "./pod-kind";
import type { SiteWorld } from "./site-world";

/** Id of the one pool that runs everything. */
export const generalPool = "general";

export interface PoolInput {
  /** For refusals. */
  readonly environment: Pick<Environment, "name" | "tenancy">;
  readonly world: Extract<SiteWorld, { kind: "cloud" }>;
  readonly zones: Derived<"zones">;
  readonly users: Derived<"users">;
  readonly sums: DemandSums;
  /** What runs here now. */
  readonly here: PodDemand;
  /** What runs here while this site is the active one; the pool must be able to grow to it. */
  readonly whenActive: PodDemand;
  /** Whether the tier promises to survive the loss of a zone. */
  readonly survivesZoneLoss: boolean;
}

export interface PlannedPool {
  readonly plan: NodePoolPlan;
  readonly choice: MachineChoice;
}

/** The pool that holds what runs at a site; throws a Refusal where no machine of the region holds the largest pod. */
export function enterPool(ledger: Ledger, input: PoolInput): PlannedPool {
  const { world, sums, here, whenActive } = input;
  const path = `sites.${world.id}.pools.${generalPool}`;
  const demand = poolDemand(ledger, input, here);
  const active = podRequests(whenActive, "planned");
  const perNode = { cpu: sums.perNode.cpu.value, memory: sums.perNode.memory.value, pods: sums.perNode.pods.value };
  const choice = chooseMachine(
    { cloud: world.cloud, region: world.region.name, machine: world.machine },
    perNode,
    demand,
    active,
  );
  if (choice === undefined) throw tooLarge(input);
  const limit = nodeLimit(ledger, input);
  if (limit !== undefined && choice.nodesPerZone > limit.perZone) throw tooMany(input, choice, limit);
  const capacity = enterCapacity(ledger, path, choice.machine);
  const nodes = enterNodes(ledger, path, input, choice, demand, Object.values(capacity));
  return {
    choice,
    plan: {
      machine: choice.machine.name,
      nodes,
      nodesPerZone: ledger.derive(`${path}.nodesPerZone`, quantity(choice.nodesPerZone, "nodes"), {
        rule: "nodes-per-zone",
        from: [nodes, input.zones],
        because: `${describe(nodes)} / ${describe(input.zones)}`,
      }),
      maximumNodes: enterMaximum(ledger, path, input, { choice, nodes, demand, limit }),
      ...capacity,
    },
  };
}

function poolDemand(ledger: Ledger, { world, survivesZoneLoss }: PoolInput, demand: PodDemand): PoolDemand {
  return {
    pods: podRequests(demand, "planned"),
    zones: world.region.zones,
    fill: ledger.figure("node-fill", planningDecisions.nodeFill).value,
    survivesZoneLoss: survivesZoneLoss && world.region.zones.length > 1,
    zoneBound: world.storageClass?.zoneBound ?? true,
    minimumNodes: ledger.figure("system-pool-nodes", planningDecisions.systemPoolNodes).value,
  };
}

function enterNodes(
  ledger: Ledger,
  path: string,
  { zones, sums, survivesZoneLoss, world }: PoolInput,
  { machine, nodesPerZone, shape, priced }: MachineChoice,
  demand: PoolDemand,
  capacity: readonly Derived[],
): Derived<"nodes"> {
  const survives = survivesZoneLoss && zones.value > 1;
  const fill = ledger.figure("node-fill", planningDecisions.nodeFill);
  const least = ledger.figure("system-pool-nodes", planningDecisions.systemPoolNodes);
  const loss = survives ? [ledger.figure("zone-loss", planningDecisions.zoneLoss)] : [];
  const price = priceIn(machine, world.region.name);
  const priceFigure =
    price === undefined
      ? []
      : [ledger.figure<PriceUnit>(figureId(world.cloud, machine.name, "price", world.region.name), price)];
  const choice =
    world.machine !== undefined
      ? `${machine.name} is what the facts ask for`
      : priced
        ? `${machine.name} is the cheapest machine for it in ${world.region.name}`
        : `no machine has a known price in ${world.region.name}, so ${machine.name} is the smallest sum of processors and memory; whether the region offers it is not known`;
  return ledger.derive(`${path}.nodes`, quantity(nodesPerZone * zones.value, "nodes"), {
    rule: "node-packing",
    from: [
      sums.cpu,
      sums.memory,
      sums.volumes,
      sums.pods,
      ...Object.values(sums.perNode),
      zones,
      ...capacity,
      fill,
      least,
      ...loss,
      ...priceFigure,
    ],
    because: [
      `${describe(sums.pods)} with ${describe(sums.cpu)}, ${describe(sums.memory)} and ${describe(sums.volumes)} are packed on ${String(nodesPerZone)} nodes in each of ${describe(zones)}, filled to ${describe(fill)} of what they leave to pods`,
      ...(survives ? ["after losing any one zone the others hold everything that can move"] : []),
      bindingInWords(bindingOf(nodesPerZone, shape, demand), nodesPerZone, least),
      choice,
    ].join("; "),
  });
}

interface MaximumInput {
  readonly choice: MachineChoice;
  readonly nodes: Derived<"nodes">;
  readonly demand: PoolDemand;
  readonly limit: NodeLimit | undefined;
}

/** The most nodes that the cluster's autoscaler may start. */
function enterMaximum(
  ledger: Ledger,
  path: string,
  input: PoolInput,
  { choice, nodes, demand, limit }: MaximumInput,
): Derived<"nodes"> {
  const { zones, here, whenActive } = input;
  const factor = ledger.figure("maximum-nodes", planningDecisions.maximumNodes);
  const grown = Math.ceil((nodes.value * factor.value) / zones.value);
  const active = poolSize(choice.shape, { ...demand, pods: podRequests(whenActive, "planned") }, Infinity) ?? 0;
  const scaled = nodesForMost(choice, demand, whenActive);
  const wished = Math.max(grown, active, scaled);
  const perZone = limit === undefined ? wished : Math.min(wished, limit.perZone);
  return ledger.derive(`${path}.maximumNodes`, quantity(perZone * zones.value, "nodes"), {
    rule: "maximum-nodes",
    from: [
      nodes,
      factor,
      zones,
      ...(limit === undefined ? [] : [limit.figure]),
      ...whenActive.kinds.flatMap(({ count, most }) => (most === count ? [] : [most])),
    ],
    because: [
      `${describe(nodes)} x ${describe(factor)} = ${String(grown)} in each zone`,
      ...(here === whenActive ? [] : [`all that the active site runs needs ${String(active)} in each zone`]),
      `every autoscaler at its most needs ${String(scaled)} in each zone`,
      `the largest, in ${describe(zones)}${limit === undefined ? "" : `, at most ${limitInWords(limit)}`}`,
    ].join("; "),
  });
}

/** Nodes in each zone that hold every workload at the most its autoscaler may start, with nodes filled to the brim. */
function nodesForMost({ shape }: MachineChoice, demand: PoolDemand, whenActive: PodDemand): number {
  const pods = podRequests(whenActive, "most");
  return poolSize(shape, { ...demand, pods, fill: 1, survivesZoneLoss: false }, Infinity) ?? 0;
}

/** The most nodes that the cloud lets something have, and what that leaves to a pool in each zone. */
interface NodeLimit {
  readonly figure: Derived<"nodes">;
  readonly of: "cluster" | "node group";
  readonly perZone: number;
}

const limitInWords = ({ figure, of }: NodeLimit): string => `the ${describe(figure)} of one ${of}`;

/** The narrowest limit that the cloud publishes; undefined where it publishes none. A pool has one group in every zone. */
function nodeLimit(
  ledger: Ledger,
  { world: { cloud, region }, zones }: Pick<PoolInput, "world" | "zones">,
): NodeLimit | undefined {
  const plan = region.managedKubernetes.kind === "available" ? region.managedKubernetes.plans[0] : undefined;
  const offer = plan === undefined ? undefined : servicePrices(cloud).controlPlane[plan];
  if (plan === undefined || offer === undefined) return undefined;
  const limits: NodeLimit[] = [];
  if (isKnown(offer.maximumNodes)) {
    const figure = ledger.figure(figureId(cloud, plan, "cluster-nodes"), offer.maximumNodes);
    limits.push({ figure, of: "cluster", perZone: Math.floor(figure.value / zones.value) });
  }
  if (isKnown(offer.maximumNodesPerGroup)) {
    const figure = ledger.figure(figureId(cloud, plan, "group-nodes"), offer.maximumNodesPerGroup);
    limits.push({ figure, of: "node group", perZone: figure.value });
  }
  return limits.toSorted((a, b) => a.perZone - b.perZone)[0];
}

const divide = "divide the users over several environments, or add a larger machine to the catalogue";

/** Databases can be divided before an environment must be. */
function wayOutOf(pod: string | undefined, { tenancy }: PoolInput["environment"]): string {
  const databases = pod?.startsWith(databaseCluster.name) ?? false;
  if (!databases) return divide;
  switch (tenancy.kind) {
    case "dedicated":
      return tenancy.databases === "one-cluster"
        ? `give each service a cluster with databases: "cluster-per-service" in tenancy, or ${divide}`
        : divide;
    case "shared":
      return `raise tenancy.cells, or pin large tenants to cells of their own with tenants.<id>.cell`;
  }
}

function tooLarge({ environment, world, whenActive, users }: PoolInput): Refusal {
  const subject = `environment "${environment.name}"`;
  const machines =
    world.machine === undefined
      ? machineTypes(world.cloud)
      : machineTypes(world.cloud).filter(({ name }) => name === world.machine);
  const most = Math.max(...machines.map(({ maximumVolumes }) => maximumVolumes.value));
  const many = whenActive.kinds.find(({ volumes }) => volumes.length > most);
  if (many !== undefined) {
    const why = `has ${many.id} with ${String(many.volumes.length)} volumes in one pod, and ${world.cloud} attaches at most ${String(most)} to a node`;
    return new Refusal(subject, [
      { where: "suite", value: undefined, why, wayOut: "divide its data over fewer volumes, or its pod into several" },
    ]);
  }
  const [largest] = whenActive.kinds.toSorted((a, b) => b.memory.value - a.memory.value || b.cpu.value - a.cpu.value);
  const pod = largest === undefined ? "" : `${largest.id} of ${describe(largest.cpu)} and ${describe(largest.memory)}`;
  const holder =
    world.machine === undefined ? `no machine of ${world.cloud} in ${world.region.name}` : `no ${world.machine}`;
  const chosen =
    world.machine === undefined
      ? wayOutOf(largest?.id, environment)
      : "choose a larger machine, or leave site.machine out";
  const why = `needs ${pod}, which ${holder} holds`;
  return new Refusal(subject, [{ where: "users.count", value: users.value, why, wayOut: chosen }]);
}

function tooMany({ environment, zones, users }: PoolInput, choice: MachineChoice, limit: NodeLimit): Refusal {
  const nodes = limit.of === "cluster" ? choice.nodesPerZone * zones.value : choice.nodesPerZone;
  const where = limit.of === "cluster" ? "" : " in each zone";
  const why = `needs ${String(nodes)} nodes of ${choice.machine.name}${where}, more than ${limitInWords(limit)}`;
  return new Refusal(`environment "${environment.name}"`, [
    { where: "users.count", value: users.value, why, wayOut: divide },
  ]);
}
