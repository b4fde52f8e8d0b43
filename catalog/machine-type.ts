import type { Figure, Quantity } from "../language";
import type { Cloud } from "./cloud";
import type { Known } from "./known";
import { awsMachines } from "./machines/aws";
import { azureMachines } from "./machines/azure";
import { ovhMachines } from "./machines/ovh";

export interface Gpu {
  readonly model: string;
  readonly count: number;
  /** Memory of all GPUs of the machine together. */
  readonly memory: Quantity<"MiB">;
}

/** Price of one hour without tax: OVHcloud bills in euro, Azure and AWS in dollars. */
export type HourlyPrice = Figure<"EUR/hour"> | Figure<"USD/hour">;

/** A machine that a node pool can be made of. */
export interface MachineType {
  readonly cloud: Cloud;
  /** Name as the cloud's API wants it. */
  readonly name: string;
  readonly family: "general" | "memory" | "compute" | "gpu";
  readonly vcpus: number;
  /** Nominal memory; what pods may use is less, see `allocatable`. */
  readonly memory: Quantity<"MiB">;
  readonly gpu?: Gpu;
  /** Block volumes that one node can hold beside its system disk. */
  readonly maximumVolumes: Figure<"volumes">;
  readonly maximumPods: Figure<"pods">;
  /** Sustained rate where the cloud publishes one, else the most it allows; `meaning` says which. */
  readonly networkMbps: Known<"Mbit/s">;
  /** By region name. A region that is missing does not offer the machine, or at no price that could be read. */
  readonly price: Readonly<Record<string, HourlyPrice>>;
}

/** Every machine type of `cloud` in the order of the catalogue. */
export function machineTypes(cloud: Cloud): readonly MachineType[] {
  switch (cloud) {
    case "ovh":
      return ovhMachines;
    case "azure":
      return azureMachines;
    case "aws":
      return awsMachines;
  }
}

/** The machine by its exact name; undefined where the catalogue does not know it. */
export const findMachine = (cloud: Cloud, name: string): MachineType | undefined =>
  machineTypes(cloud).find((machine) => machine.name === name);

/** Hourly price in a region; undefined where the machine is not offered there or no price is known. */
export const priceIn = (machine: MachineType, region: string): HourlyPrice | undefined =>
  Object.hasOwn(machine.price, region) ? machine.price[region] : undefined;

/** Machines of `cloud` with a known price in `region`, in the order of the catalogue. */
export const machinesIn = (cloud: Cloud, region: string): readonly MachineType[] =>
  machineTypes(cloud).filter((machine) => priceIn(machine, region) !== undefined);
