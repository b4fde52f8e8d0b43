import {
  allocatable,
  isKnown,
  nodeReservations,
  type Cloud,
  type CpuReservation,
  type MachineType,
  type MemoryReservation,
} from "../catalog";
import { describe, mebibytes, millicores, quantity, type Derived, type NodePoolPlan, type Quantity } from "../language";
import { figureId, type Ledger } from "./ledger";

/** Memory that a node of this machine leaves to pods: what firmware and kernel keep is taken off where it is known. */
export function allocatableMemory(machine: MachineType): Quantity<"MiB"> {
  const { firmware } = nodeReservations[machine.cloud];
  const kept = isKnown(firmware) ? Math.ceil(firmware.value * machine.memory.value) : 0;
  return mebibytes(allocatable(machine).memory.value - kept);
}

/** Enters what one node of `machine` leaves to pods, under `path`. */
export function enterCapacity(
  ledger: Ledger,
  path: string,
  machine: MachineType,
): Pick<NodePoolPlan, "allocatableCpu" | "allocatableMemory" | "volumesPerNode" | "podsPerNode"> {
  const { cloud, name, maximumVolumes, maximumPods } = machine;
  const source = Object.values(machine.price)[0]?.source ?? maximumVolumes.source;
  const id = (what: string): string => figureId(cloud, name, what);
  const cores = ledger.figure(id("cpu"), {
    ...millicores(machine.vcpus * 1000),
    meaning: `processor of one ${name}`,
    source,
  });
  const memory = ledger.figure(id("memory"), { ...machine.memory, meaning: `nominal memory of one ${name}`, source });
  const volumes = ledger.figure(id("volumes"), maximumVolumes);
  const pods = ledger.figure(id("pods"), maximumPods);
  const cpuLeft = allocatable(machine).cpu;
  const memoryLeft = allocatableMemory(machine);
  return {
    allocatableCpu: ledger.derive(`${path}.allocatableCpu`, cpuLeft, {
      rule: "allocatable",
      from: [cores, ...cpuFigures(ledger, cloud)],
      because: `${describe(cores)} - ${describe(millicores(cores.value - cpuLeft.value))} that the system keeps`,
    }),
    allocatableMemory: ledger.derive(`${path}.allocatableMemory`, memoryLeft, {
      rule: "allocatable",
      from: [memory, pods, ...memoryFigures(ledger, cloud)],
      because: `${describe(memory)} - ${describe(mebibytes(memory.value - memoryLeft.value))} that the system keeps`,
    }),
    volumesPerNode: ledger.derive(`${path}.volumesPerNode`, quantity(volumes.value, "volumes"), {
      rule: "limit-per-node",
      from: [volumes],
      because: `${describe(volumes)}: ${volumes.because}`,
    }),
    podsPerNode: ledger.derive(`${path}.podsPerNode`, quantity(pods.value, "pods"), {
      rule: "limit-per-node",
      from: [pods],
      because: `${describe(pods)}: ${pods.because}`,
    }),
  };
}

function cpuFigures(ledger: Ledger, cloud: Cloud): readonly Derived[] {
  const id = (...what: readonly string[]): string => figureId(cloud, "node-cpu", ...what);
  const reservation: CpuReservation = nodeReservations[cloud].cpu;
  switch (reservation.kind) {
    case "fixed-and-share":
      return [ledger.figure(id("fixed"), reservation.fixed), ledger.figure(id("share"), reservation.share)];
    case "bands":
      return reservation.bands.map(({ share }, index) => ledger.figure(id("band", String(index + 1)), share));
    case "steps":
      return reservation.steps.map(({ cores, reserved }) => ledger.figure(id(String(cores), "cores"), reserved));
  }
}

function memoryFigures(ledger: Ledger, cloud: Cloud): readonly Derived[] {
  const id = (what: string): string => figureId(cloud, "node-memory", what);
  const { memory, eviction, firmware } = nodeReservations[cloud];
  return [
    ...reservedMemoryFigures(ledger, memory, id),
    ...(isKnown(eviction) ? [ledger.figure(id("eviction"), eviction)] : []),
    ...(isKnown(firmware) ? [ledger.figure(id("firmware"), firmware)] : []),
  ];
}

function reservedMemoryFigures(
  ledger: Ledger,
  reservation: MemoryReservation,
  id: (what: string) => string,
): readonly Derived[] {
  switch (reservation.kind) {
    case "fixed-and-share":
      return [ledger.figure(id("fixed"), reservation.fixed), ledger.figure(id("share"), reservation.share)];
    case "per-pod":
      return [
        ledger.figure(id("fixed"), reservation.fixed),
        ledger.figure(id("per-pod"), reservation.perPod),
        ...(reservation.ceiling === undefined ? [] : [ledger.figure(id("ceiling"), reservation.ceiling)]),
      ];
  }
}
