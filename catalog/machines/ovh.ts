import { figure, gibibytes, quantity, type Figure, type Source } from "../../language";
import type { MachineType } from "../machine-type";
import type { OvhRegion } from "../regions/ovh";

const catalogueOfJune: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, as seeded in a public Go provider",
  date: "2026-06",
};
const catalogueOfJanuary: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, export in feoche/public-cost-indicator",
  date: "2026-01-27",
};
const limits: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Managed Kubernetes, known limits",
  date: "2024-10-02",
};
const flavours: Source = { kind: "price-list", ref: "OVHcloud instance flavours", date: "2026-01-27" };

/**
 * Where generation 3 is offered as a node: the one-zone regions by OVHcloud's list of 2026-02-03, Paris and Milan by an
 * operations note of 2026-09-15. Roubaix, Strasbourg and the older parts of Gravelines are on neither list.
 */
const generation3: readonly OvhRegion[] = ["EU-WEST-PAR", "EU-SOUTH-MIL", "GRA11", "DE1", "WAW1"];
/** The one region with GPU nodes for managed Kubernetes, by the same list. */
const gra11: readonly OvhRegion[] = ["GRA11"];

type Price = Readonly<Record<string, Figure<"EUR/hour">>>;

/** OVHcloud has one price for every region in the European Union, zones or not. */
const everywhere = (perHour: number, regions: readonly OvhRegion[], source: Source): Price =>
  Object.fromEntries(
    regions.map((region) => [region, figure(quantity(perHour, "EUR/hour"), "on demand, Linux, without VAT", source)]),
  );
const june = (perHour: number, regions: readonly OvhRegion[]): Price => everywhere(perHour, regions, catalogueOfJune);
const january = (perHour: number, regions: readonly OvhRegion[]): Price =>
  everywhere(perHour, regions, catalogueOfJanuary);

type Row = Pick<MachineType, "name" | "family" | "vcpus" | "memory" | "gpu" | "price"> & {
  readonly networkMbps: number;
};

const machine = ({ networkMbps, ...row }: Row): MachineType => ({
  cloud: "ovh",
  maximumVolumes: figure(quantity(254, "volumes"), "volumes attached to one node", limits),
  maximumPods: figure(quantity(110, "pods"), "pods on one node, whatever its flavour", limits),
  networkMbps: figure(quantity(networkMbps, "Mbit/s"), "the most the flavour allows", flavours),
  ...row,
});

/**
 * Gen-3 flavours are the only ones in Paris and Milan. Their prices rose by about a tenth between January and June 2026; the
 * GPU prices of January showed no such step where a later reading exists.
 */
export const ovhMachines: readonly MachineType[] = [
  machine({
    name: "b3-8",
    family: "general",
    vcpus: 2,
    memory: gibibytes(8),
    networkMbps: 500,
    price: june(0.0512, generation3),
  }),
  machine({
    name: "b3-16",
    family: "general",
    vcpus: 4,
    memory: gibibytes(16),
    networkMbps: 1000,
    price: june(0.1023, generation3),
  }),
  machine({
    name: "b3-32",
    family: "general",
    vcpus: 8,
    memory: gibibytes(32),
    networkMbps: 2000,
    price: june(0.2046, generation3),
  }),
  machine({
    name: "b3-64",
    family: "general",
    vcpus: 16,
    memory: gibibytes(64),
    networkMbps: 4000,
    price: june(0.4092, generation3),
  }),
  machine({
    name: "r3-16",
    family: "memory",
    vcpus: 2,
    memory: gibibytes(16),
    networkMbps: 500,
    price: june(0.0663, generation3),
  }),
  machine({
    name: "r3-32",
    family: "memory",
    vcpus: 4,
    memory: gibibytes(32),
    networkMbps: 1000,
    price: june(0.1324, generation3),
  }),
  machine({
    name: "r3-64",
    family: "memory",
    vcpus: 8,
    memory: gibibytes(64),
    networkMbps: 2000,
    price: june(0.2648, generation3),
  }),
  machine({
    name: "r3-128",
    family: "memory",
    vcpus: 16,
    memory: gibibytes(128),
    networkMbps: 4000,
    price: june(0.53, generation3),
  }),
  machine({
    name: "c3-8",
    family: "compute",
    vcpus: 4,
    memory: gibibytes(8),
    networkMbps: 500,
    price: june(0.0913, generation3),
  }),
  machine({
    name: "c3-16",
    family: "compute",
    vcpus: 8,
    memory: gibibytes(16),
    networkMbps: 1000,
    price: june(0.1825, generation3),
  }),
  machine({
    name: "c3-32",
    family: "compute",
    vcpus: 16,
    memory: gibibytes(32),
    networkMbps: 2000,
    price: june(0.365, generation3),
  }),
  machine({
    name: "l4-90",
    family: "gpu",
    vcpus: 22,
    memory: gibibytes(90),
    gpu: { model: "NVIDIA L4", count: 1, memory: gibibytes(24) },
    networkMbps: 8000,
    price: june(0.75, gra11),
  }),
  machine({
    name: "l4-180",
    family: "gpu",
    vcpus: 45,
    memory: gibibytes(180),
    gpu: { model: "NVIDIA L4", count: 2, memory: gibibytes(48) },
    networkMbps: 16000,
    price: january(1.5, gra11),
  }),
  machine({
    name: "l40s-90",
    family: "gpu",
    vcpus: 15,
    memory: gibibytes(90),
    gpu: { model: "NVIDIA L40S", count: 1, memory: gibibytes(48) },
    networkMbps: 8000,
    price: january(1.4, gra11),
  }),
  machine({
    name: "l40s-180",
    family: "gpu",
    vcpus: 30,
    memory: gibibytes(180),
    gpu: { model: "NVIDIA L40S", count: 2, memory: gibibytes(96) },
    networkMbps: 16000,
    price: january(2.8, gra11),
  }),
  machine({
    name: "h100-380",
    family: "gpu",
    vcpus: 30,
    memory: gibibytes(380),
    gpu: { model: "NVIDIA H100 80GB", count: 1, memory: gibibytes(80) },
    networkMbps: 8000,
    price: january(2.8, gra11),
  }),
];
