import { figure, gibibytes, quantity, type Figure, type Source } from "../../language";
import type { Gpu, MachineType } from "../machine-type";
import type { OvhRegion } from "../regions/ovh";

const june: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, as seeded in a public Go provider",
  date: "2026-06",
};
const january: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, export in feoche/public-cost-indicator",
  date: "2026-01-27",
};
const limits: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Managed Kubernetes, known limits",
  date: "2024-10-02",
};

/**
 * Where generation 3 is offered as a node: the one-zone regions by OVHcloud's list of 2026-02-03, Paris and Milan by an
 * operations note of 2026-09-15. Roubaix, Strasbourg and the older parts of Gravelines are on neither list.
 */
const generation3: readonly OvhRegion[] = ["EU-WEST-PAR", "EU-SOUTH-MIL", "GRA11", "DE1", "WAW1"];
/** The one region with GPU nodes for managed Kubernetes, by the same list. */
const withGpu: readonly OvhRegion[] = ["GRA11"];

type Row = readonly [
  name: string,
  family: MachineType["family"],
  vcpus: number,
  gibibytes: number,
  networkMbps: number,
  eurPerHour: number,
];

/** Prices rose by about a tenth between January and June 2026; these are the later ones. */
const general: readonly Row[] = [
  ["b3-8", "general", 2, 8, 500, 0.0512],
  ["b3-16", "general", 4, 16, 1000, 0.1023],
  ["b3-32", "general", 8, 32, 2000, 0.2046],
  ["b3-64", "general", 16, 64, 4000, 0.4092],
  ["r3-16", "memory", 2, 16, 500, 0.0663],
  ["r3-32", "memory", 4, 32, 1000, 0.1324],
  ["r3-64", "memory", 8, 64, 2000, 0.2648],
  ["r3-128", "memory", 16, 128, 4000, 0.53],
  ["c3-8", "compute", 4, 8, 500, 0.0913],
  ["c3-16", "compute", 8, 16, 1000, 0.1825],
  ["c3-32", "compute", 16, 32, 2000, 0.365],
];

/** Read in January, `l4-90` again in June at the same price. `h100-380` is the least certain. */
const accelerated: readonly Row[] = [
  ["l4-90", "gpu", 22, 90, 8000, 0.75],
  ["l4-180", "gpu", 45, 180, 16000, 1.5],
  ["l40s-90", "gpu", 15, 90, 8000, 1.4],
  ["l40s-180", "gpu", 30, 180, 16000, 2.8],
  ["h100-380", "gpu", 30, 380, 8000, 2.8],
];

const gpus: Readonly<Record<string, Gpu>> = {
  "l4-90": { model: "NVIDIA L4", count: 1, memory: gibibytes(24) },
  "l4-180": { model: "NVIDIA L4", count: 2, memory: gibibytes(48) },
  "l40s-90": { model: "NVIDIA L40S", count: 1, memory: gibibytes(48) },
  "l40s-180": { model: "NVIDIA L40S", count: 2, memory: gibibytes(96) },
  "h100-380": { model: "NVIDIA H100 80GB", count: 1, memory: gibibytes(80) },
};

/** OVHcloud has one price for every region in the European Union, zones or not. */
const machine =
  (regions: readonly OvhRegion[], source: Source) =>
  ([name, family, vcpus, memory, networkMbps, eurPerHour]: Row): MachineType => {
    const gpu = gpus[name];
    const price: Figure<"EUR/hour"> = figure(quantity(eurPerHour, "EUR/hour"), "on demand, Linux, without VAT", source);
    return {
      cloud: "ovh",
      name,
      family,
      vcpus,
      memory: gibibytes(memory),
      ...(gpu === undefined ? {} : { gpu }),
      maximumVolumes: figure(quantity(254, "volumes"), "volumes attached to one node", limits),
      maximumPods: figure(quantity(110, "pods"), "pods on one node, whatever its flavour", limits),
      networkMbps: figure(quantity(networkMbps, "Mbit/s"), "the most the flavour allows", january),
      price: Object.fromEntries(regions.map((region) => [region, price])),
    };
  };

/** Generation 3 is the only one in Paris and Milan. */
export const ovhMachines: readonly MachineType[] = [
  ...general.map(machine(generation3, june)),
  ...accelerated.map(machine(withGpu, january)),
];
