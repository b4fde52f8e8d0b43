import {
  allocatable,
  isKnown,
  machinesIn,
  machineTypes,
  perMonth,
  priceAt,
  priceIn,
  systemDisk,
  type Cloud,
  type MachineType,
} from "../catalog";
import { allocatableMemory } from "./node-capacity";
import { filled, fitsAlone, poolSize, type NodeShape, type PoolDemand } from "./pool-size";

/** A machine with the smallest pool of it that holds the demand. */
export interface MachineChoice {
  readonly machine: MachineType;
  readonly nodesPerZone: number;
  readonly shape: NodeShape;
  /** False where no price is known in the region, so that size decides instead. */
  readonly priced: boolean;
}

export interface PerNode {
  /** Millicores, MiB and pods of everything that runs on every node. */
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** More nodes in a zone than any cloud lets a cluster have. */
const mostNodesPerZone = 5000;

/** Where machines are chosen, and the one that the architect chose already. */
export interface ChoiceOf {
  readonly cloud: Cloud;
  readonly region: string;
  readonly machine?: string | undefined;
}

/**
 * The machine whose smallest sufficient pool costs least, system disks included; of equal ones the smaller machine, whose loss takes less
 * along. Without a known price in the region every machine of the cloud is weighed by its processors and memory.
 * Undefined where no machine holds the demand. `mustHold` are further pods that each must fit on one node.
 */
export function chooseMachine(
  { cloud, region, machine: chosen }: ChoiceOf,
  perNode: PerNode,
  demand: PoolDemand,
  mustHold: PoolDemand["pods"] = [],
): MachineChoice | undefined {
  const priced = machinesIn(cloud, region).filter(isForServices);
  const candidates = (priced.length > 0 ? priced : machineTypes(cloud).filter(isForServices))
    .filter(({ name }) => chosen === undefined || name === chosen)
    .toSorted(bySize);
  return candidates.reduce<(MachineChoice & { readonly cost: number }) | undefined>((best, machine) => {
    const shape = nodeShape(machine, perNode);
    if (!mustHold.every((pod) => fitsAlone(pod, filled(shape, demand.fill)))) return best;
    const weight = weightOf(machine, cloud, region);
    const most = best === undefined ? mostNodesPerZone : Math.floor(best.cost / weight);
    const nodesPerZone = poolSize(shape, demand, most);
    if (nodesPerZone === undefined) return best;
    const cost = weight * nodesPerZone;
    return best === undefined || cost < best.cost
      ? { machine, shape, nodesPerZone, priced: priced.length > 0, cost }
      : best;
  }, undefined);
}

/** Smaller first, so that of two equal prices the first one found stays. */
const bySize = (a: MachineType, b: MachineType): number => a.vcpus - b.vcpus || a.memory.value - b.memory.value;

const isForServices = ({ family }: MachineType): boolean => family === "general" || family === "memory";

/** What a node leaves to pods that do not run on every node. */
export function nodeShape(machine: MachineType, perNode: PerNode): NodeShape {
  return {
    cpu: allocatable(machine).cpu.value - perNode.cpu,
    memory: allocatableMemory(machine).value - perNode.memory,
    volumes: machine.maximumVolumes.value,
    pods: machine.maximumPods.value - perNode.pods,
    perNode: { cpu: perNode.cpu, memory: perNode.memory },
  };
}

/** Monthly price with the system disk, or without one the processors with 8 GiB of memory counted as one more. */
function weightOf(machine: MachineType, cloud: Cloud, region: string): number {
  const price = priceIn(machine, region);
  return price === undefined
    ? machine.vcpus + machine.memory.value / 8192
    : perMonth(price, 1) + diskPrice(cloud, region);
}

/** By the month, in the currency of the cloud's machines; zero where the disk comes with the machine or has no known price. */
function diskPrice(cloud: Cloud, region: string): number {
  const disk = systemDisk(cloud);
  if (disk === undefined) return 0;
  const price = priceAt(disk.price, region);
  return isKnown(price) ? perMonth(price, disk.size.value / 1024) : 0;
}
