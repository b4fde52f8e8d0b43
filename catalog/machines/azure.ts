import { figure, gibibytes, quantity, type Source } from "../../language";
import { unknown } from "../known";
import type { Gpu, MachineType } from "../machine-type";
import type { AzureRegion } from "../regions/azure";

const retailPrices: Source = {
  kind: "price-list",
  ref: "Azure Retail Prices API, Linux consumption, USD without tax, as captured in the Karpenter Azure provider",
  date: "2026-06-18",
};
const disks: Source = {
  kind: "documentation",
  ref: "kubernetes-sigs/azuredisk-csi-driver: table of data disks by size",
  date: "2026-08-22",
};
const podLimit: Source = {
  kind: "documentation",
  ref: "Microsoft Learn: AKS IP address planning; node resource reservations",
  date: "2026-06-11",
};
const sizes: Source = { kind: "documentation", ref: "Microsoft Learn: virtual machine size pages", date: "2026-02-27" };

/** The price columns of the table. */
const columns: readonly AzureRegion[] = [
  "westeurope",
  "germanywestcentral",
  "francecentral",
  "swedencentral",
  "northeurope",
  "italynorth",
  "spaincentral",
  "polandcentral",
  "austriaeast",
];
/** Not offered, or not read. */
const none = undefined;

type Row = readonly [
  name: string,
  family: MachineType["family"],
  vcpus: number,
  gibibytes: number,
  networkMbps: number | undefined,
  volumes: number,
  usdPerHour: readonly (number | undefined)[],
];

/** The `as_v5` sizes are left out: their captured prices are Windows meters in some regions. */
const rows: readonly Row[] = [
  ["Standard_D2s_v5", "general", 2, 8, 12500, 4, [0.115, 0.115, 0.112, 0.102, 0.107, 0.112, 0.107, 0.115, 0.115]],
  ["Standard_D4s_v5", "general", 4, 16, 12500, 8, [0.23, 0.23, 0.224, 0.204, 0.214, 0.224, 0.214, 0.23, 0.23]],
  ["Standard_D8s_v5", "general", 8, 32, 12500, 16, [0.46, 0.46, 0.448, 0.408, 0.428, 0.448, 0.428, 0.46, 0.46]],
  ["Standard_D16s_v5", "general", 16, 64, 12500, 32, [0.92, 0.92, 0.896, 0.816, 0.856, 0.896, 0.856, 0.92, 0.92]],
  ["Standard_D4s_v6", "general", 4, 16, 12500, 12, [0.242, 0.242, 0.235, 0.214, 0.225, 0.235, 0.225, 0.242, 0.242]],
  ["Standard_D8s_v6", "general", 8, 32, 12500, 24, [0.483, 0.483, 0.47, 0.428, 0.449, 0.47, 0.449, 0.484, 0.483]],
  ["Standard_D16s_v6", "general", 16, 64, 12500, 48, [0.966, 0.966, 0.941, 0.857, 0.899, 0.941, 0.899, 0.968, 0.966]],
  ["Standard_E4s_v5", "memory", 4, 32, none, 8, [0.304, 0.304, 0.296, 0.268, 0.282, 0.296, 0.282, 0.304, 0.304]],
  ["Standard_E8s_v5", "memory", 8, 64, none, 16, [0.608, 0.608, 0.592, 0.536, 0.564, 0.592, 0.564, 0.608, 0.608]],
  ["Standard_E16s_v5", "memory", 16, 128, none, 32, [1.216, 1.216, 1.184, 1.072, 1.128, 1.184, 1.128, 1.216, 1.216]],
  ["Standard_F4s_v2", "compute", 4, 8, none, 8, [0.194, 0.194, 0.202, 0.194, 0.192, 0.194, 0.192, 0.194, 0.194]],
  ["Standard_F8s_v2", "compute", 8, 16, none, 16, [0.388, 0.388, 0.404, 0.388, 0.384, 0.388, 0.384, 0.388, 0.388]],
  ["Standard_D4ls_v6", "compute", 4, 8, none, 12, [0.204, 0.204, 0.212, 0.191, 0.192, 0.212, 0.202, 0.204, 0.204]],
  ["Standard_D8ls_v6", "compute", 8, 16, none, 24, [0.407, 0.407, 0.424, 0.382, 0.383, 0.424, 0.403, 0.408, 0.407]],
  ["Standard_NC4as_T4_v3", "gpu", 4, 28, none, 8, [0.658, 0.658, 0.615, 0.558, 0.587, 0.615, none, 0.656, none]],
  ["Standard_NV36ads_A10_v5", "gpu", 36, 440, none, 32, [4.16, 4.16, 4, 4.16, 3.84, 4.16, 4.16, 4.16, none]],
  ["Standard_NC24ads_A100_v4", "gpu", 24, 220, none, 8, [4.775, 4.775, 4.591, 4.775, 4.408, 4.775, 4.775, 4.775, none]],
  ["Standard_NC40ads_H100_v5", "gpu", 40, 320, 40000, 8, [9.08, 9.074, none, 9.074, 8.376, none, 9.074, none, none]],
];

const gpus: Readonly<Record<string, Gpu>> = {
  Standard_NC4as_T4_v3: { model: "NVIDIA T4", count: 1, memory: gibibytes(16) },
  Standard_NV36ads_A10_v5: { model: "NVIDIA A10", count: 1, memory: gibibytes(24) },
  Standard_NC24ads_A100_v4: { model: "NVIDIA A100 80GB", count: 1, memory: gibibytes(80) },
  Standard_NC40ads_H100_v5: { model: "NVIDIA H100 NVL 94GB", count: 1, memory: gibibytes(94) },
};

function machine([name, family, vcpus, memory, networkMbps, volumes, usdPerHour]: Row): MachineType {
  const gpu = gpus[name];
  return {
    cloud: "azure",
    name,
    family,
    vcpus,
    memory: gibibytes(memory),
    ...(gpu === undefined ? {} : { gpu }),
    maximumVolumes: figure(quantity(volumes, "volumes"), "data disks attached to one node", disks),
    maximumPods: figure(
      quantity(110, "pods"),
      "pods on one node; set explicitly, because the overlay's default of 250 reserves up to 5 GB of memory a node",
      podLimit,
    ),
    networkMbps:
      networkMbps === undefined
        ? unknown("the size page of this family was not read")
        : figure(quantity(networkMbps, "Mbit/s"), "the most the size allows", sizes),
    price: Object.fromEntries(
      columns.flatMap((region, index) => {
        const price = usdPerHour[index];
        return price === undefined
          ? []
          : [[region, figure(quantity(price, "USD/hour"), "consumption, Linux, without tax", retailPrices)]];
      }),
    ),
  };
}

export const azureMachines: readonly MachineType[] = rows.map(machine);
