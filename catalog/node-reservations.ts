import { figure, mebibytes, millicores, quantity, type Figure, type Quantity, type Source } from "../language";
import type { Cloud } from "./cloud";
import { isKnown, unknown, type Known } from "./known";
import type { MachineType } from "./machine-type";

/** How a cloud sets processor time aside on a node. */
export type CpuReservation =
  /** A fixed part and a share of all cores. */
  | { readonly kind: "fixed-and-share"; readonly fixed: Figure<"millicores">; readonly share: Figure<"1"> }
  /** A share of each band of cores, from the first core up. The last band has no end. */
  | { readonly kind: "bands"; readonly bands: readonly { readonly upTo: number; readonly share: Figure<"1"> }[] }
  /** Fixed steps by number of cores; between two steps the reservation grows evenly. */
  | {
      readonly kind: "steps";
      readonly steps: readonly { readonly cores: number; readonly reserved: Figure<"millicores"> }[];
    };

/** How a cloud sets memory aside on a node. */
export type MemoryReservation =
  | { readonly kind: "fixed-and-share"; readonly fixed: Figure<"MiB">; readonly share: Figure<"1"> }
  | {
      readonly kind: "per-pod";
      readonly fixed: Figure<"MiB">;
      readonly perPod: Figure<"MiB">;
      /** Largest share of the node's memory that the formula may take. */
      readonly ceiling?: Figure<"1">;
    };

export interface NodeReservations {
  readonly cpu: CpuReservation;
  readonly memory: MemoryReservation;
  /** Free memory below which the kubelet evicts pods: not for pods either. */
  readonly eviction: Known<"MiB">;
  /**
   * Share of the nominal memory that firmware and kernel keep before any reservation. `allocatable` leaves it out, because only one
   * cloud publishes it; the planned fill of a node must.
   */
  readonly firmware: Known<"1">;
}

const ovhDocument: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Managed Kubernetes, reserved resources",
  date: "2023-12-04",
};
const eksSource: Source = { kind: "documentation", ref: "awslabs/amazon-eks-ami: nodeadm", date: "2026-07-23" };
const aksDocument: Source = {
  kind: "documentation",
  ref: "Microsoft Learn: AKS node resource reservations",
  date: "2026-06-11",
};

const ovh: NodeReservations = {
  cpu: {
    kind: "fixed-and-share",
    fixed: figure(millicores(150), "15 % of one core", ovhDocument),
    share: figure(quantity(0.005, "1"), "0.5 % of all cores", ovhDocument),
  },
  memory: {
    kind: "fixed-and-share",
    fixed: figure(
      mebibytes(1536),
      "1.5 GB as in the worked table; the text of the same page says 1024 MB, and the larger one is taken",
      ovhDocument,
    ),
    share: figure(quantity(0.05, "1"), "5 % of the memory", ovhDocument),
  },
  eviction: unknown("OVHcloud documents no eviction threshold for Managed Kubernetes"),
  firmware: unknown("OVHcloud publishes no difference between nominal and visible memory"),
};

const eks: NodeReservations = {
  cpu: {
    kind: "bands",
    bands: [
      { upTo: 1, share: figure(quantity(0.06, "1"), "6 % of the first core", eksSource) },
      { upTo: 2, share: figure(quantity(0.01, "1"), "1 % of the second core", eksSource) },
      { upTo: 4, share: figure(quantity(0.005, "1"), "0.5 % of the third and fourth core", eksSource) },
      { upTo: Infinity, share: figure(quantity(0.0025, "1"), "0.25 % of every further core", eksSource) },
    ],
  },
  memory: {
    kind: "per-pod",
    fixed: figure(mebibytes(255), "fixed part", eksSource),
    perPod: figure(mebibytes(11), "per pod that the node may run", eksSource),
  },
  eviction: figure(mebibytes(100), "hard eviction at memory.available", eksSource),
  firmware: figure(quantity(0.075, "1"), "share that Karpenter assumes until it has measured a type", {
    kind: "documentation",
    ref: "Karpenter AWS provider: settings",
    date: "2026-08-21",
  }),
};

const aksStep = (cores: number, reserved: number): { cores: number; reserved: Figure<"millicores"> } => ({
  cores,
  reserved: figure(millicores(reserved), `reserved on ${String(cores)} cores`, aksDocument),
});

const aks: NodeReservations = {
  cpu: {
    kind: "steps",
    steps: [
      aksStep(1, 60),
      aksStep(2, 100),
      aksStep(4, 140),
      aksStep(8, 180),
      aksStep(16, 260),
      aksStep(32, 420),
      aksStep(64, 740),
    ],
  },
  memory: {
    kind: "per-pod",
    fixed: figure(mebibytes(50), "fixed part from Kubernetes 1.29; its MB read as MiB, the larger unit", aksDocument),
    perPod: figure(mebibytes(20), "per pod that the node may run; its MB read as MiB, the larger unit", aksDocument),
    ceiling: figure(quantity(0.25, "1"), "at most a quarter of the memory", aksDocument),
  },
  eviction: figure(mebibytes(100), "hard eviction at memory.available from Kubernetes 1.29", aksDocument),
  firmware: unknown("Microsoft publishes no difference between nominal and visible memory"),
};

/** What the managed Kubernetes of each cloud keeps of a node for itself. */
export const nodeReservations: Readonly<Record<Cloud, NodeReservations>> = { ovh, azure: aks, aws: eks };

/** Processor time that a node of `vcpus` cores keeps for itself; grows with the cores. */
export function reservedCpu(reservation: CpuReservation, vcpus: number): Quantity<"millicores"> {
  switch (reservation.kind) {
    case "fixed-and-share":
      return millicores(reservation.fixed.value + reservation.share.value * vcpus * 1000);
    case "bands": {
      const parts = reservation.bands.map(({ upTo, share }, index) => {
        const from = reservation.bands[index - 1]?.upTo ?? 0;
        return Math.max(0, Math.min(vcpus, upTo) - from) * share.value * 1000;
      });
      return millicores(parts.reduce((sum, part) => sum + part, 0));
    }
    case "steps": {
      const above = reservation.steps.find(({ cores }) => cores >= vcpus);
      const below = reservation.steps.findLast(({ cores }) => cores <= vcpus);
      const lower = below?.reserved.value ?? 0;
      // Beyond the last step the document is silent: the last slope goes on.
      if (above === undefined) return millicores(lower + (vcpus - (below?.cores ?? 0)) * 10);
      const width = above.cores - (below?.cores ?? 0);
      return millicores(
        width === 0 ? lower : lower + ((above.reserved.value - lower) * (vcpus - (below?.cores ?? 0))) / width,
      );
    }
  }
}

/** Memory that a node keeps for itself, without the eviction threshold. */
export function reservedMemory(
  reservation: MemoryReservation,
  { memory, maximumPods }: Pick<MachineType, "memory" | "maximumPods">,
): Quantity<"MiB"> {
  switch (reservation.kind) {
    case "fixed-and-share":
      return mebibytes(reservation.fixed.value + reservation.share.value * memory.value);
    case "per-pod": {
      const formula = reservation.fixed.value + reservation.perPod.value * maximumPods.value;
      const ceiling = reservation.ceiling === undefined ? Infinity : reservation.ceiling.value * memory.value;
      return mebibytes(Math.min(formula, ceiling));
    }
  }
}

/**
 * What a node of this machine leaves to pods, DaemonSets included, counted from its nominal memory. Rounded down.
 * `NodeReservations.firmware` is not taken off.
 */
export function allocatable(machine: Pick<MachineType, "cloud" | "vcpus" | "memory" | "maximumPods">): {
  readonly cpu: Quantity<"millicores">;
  readonly memory: Quantity<"MiB">;
} {
  const { cpu, memory, eviction } = nodeReservations[machine.cloud];
  const threshold = isKnown(eviction) ? eviction.value : 0;
  return {
    cpu: millicores(Math.floor(round(machine.vcpus * 1000 - reservedCpu(cpu, machine.vcpus).value))),
    memory: mebibytes(Math.floor(round(machine.memory.value - reservedMemory(memory, machine).value - threshold))),
  };
}

/** Takes binary dust off before rounding down, so that 7909.999… reads 7910. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
