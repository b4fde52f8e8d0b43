import { figure, gibibytes, quantity, type Figure, type Source } from "../../language";
import type { Gpu, MachineType } from "../machine-type";
import type { AwsRegion } from "../regions/aws";

/** Unchanged to 2026-07 by cross-check: every type below cost the same in us-east-1 in the price API of 2026-07-20. */
const priceFeed: Source = {
  kind: "price-list",
  ref: "AWS EC2 on-demand price feed, USD without tax, as archived in yeo/ec2.shop",
  date: "2025-04-04",
};
const attachments: Source = {
  kind: "documentation",
  ref: "kubernetes-sigs/aws-ebs-csi-driver: table of attachment limits",
  date: "2026-08-19",
};
const podLimit: Source = {
  kind: "documentation",
  ref: "Amazon EKS user guide: maximum pods of managed node groups",
  date: "2024-12",
};
const bandwidth: Source = { kind: "documentation", ref: "Karpenter AWS provider: bandwidth table", date: "2026-08-21" };

const dedicated32 = figure(quantity(32, "volumes"), "attachments kept for EBS alone", attachments);
const shared27 = figure(
  quantity(22, "volumes"),
  "27 shared attachments less 4 network interfaces and the system disk",
  attachments,
);

/** The price columns of the tables. The sovereign region has no known price. */
const columns: readonly AwsRegion[] = [
  "eu-central-1",
  "eu-west-1",
  "eu-west-3",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
];
/** Not offered there when the feed was written. */
const none = undefined;

type Row = readonly [
  name: string,
  family: MachineType["family"],
  vcpus: number,
  gibibytes: number,
  networkMbps: number,
  podsByInterfaces: number,
  volumes: Figure<"volumes">,
  usdPerHour: readonly (number | undefined)[],
];

const rows: readonly Row[] = [
  ["m6i.xlarge", "general", 4, 16, 1562, 58, shared27, [0.23, 0.214, 0.224, 0.204, 0.224, none]],
  ["m6i.2xlarge", "general", 8, 32, 3125, 58, shared27, [0.46, 0.428, 0.448, 0.408, 0.448, none]],
  ["m7i.large", "general", 2, 8, 781, 29, dedicated32, [0.12075, 0.11235, 0.1176, 0.1071, none, 0.11235]],
  ["m7i.xlarge", "general", 4, 16, 1562, 58, dedicated32, [0.2415, 0.2247, 0.2352, 0.2142, none, 0.2247]],
  ["m7i.2xlarge", "general", 8, 32, 3125, 58, dedicated32, [0.483, 0.4494, 0.4704, 0.4284, none, 0.4494]],
  ["m7i.4xlarge", "general", 16, 64, 6250, 234, dedicated32, [0.966, 0.8988, 0.9408, 0.8568, none, 0.8988]],
  ["m7a.xlarge", "general", 4, 16, 1562, 58, dedicated32, [0.27772, 0.2584, none, 0.24632, none, 0.2584]],
  ["m7a.2xlarge", "general", 8, 32, 3125, 58, dedicated32, [0.55544, 0.5168, none, 0.49264, none, 0.5168]],
  ["r7i.xlarge", "memory", 4, 32, 1562, 58, dedicated32, [0.3192, 0.2961, 0.3108, 0.2814, 0.3108, 0.2961]],
  ["r7i.2xlarge", "memory", 8, 64, 3125, 58, dedicated32, [0.6384, 0.5922, 0.6216, 0.5628, 0.6216, 0.5922]],
  ["r7i.4xlarge", "memory", 16, 128, 6250, 234, dedicated32, [1.2768, 1.1844, 1.2432, 1.1256, 1.2432, 1.1844]],
  ["c7i.xlarge", "compute", 4, 8, 1562, 58, dedicated32, [0.2037, 0.19152, 0.2121, 0.1911, none, 0.2016]],
  ["c7i.2xlarge", "compute", 8, 16, 3125, 58, dedicated32, [0.4074, 0.38304, 0.4242, 0.3822, none, 0.4032]],
  ["c7i.4xlarge", "compute", 16, 32, 6250, 234, dedicated32, [0.8148, 0.76608, 0.8484, 0.7644, none, 0.8064]],
  ["g6.xlarge", "gpu", 4, 16, 2500, 58, dedicated32, [1.0064, none, 1.0216, 0.8536, none, 0.848]],
  ["g6.2xlarge", "gpu", 8, 32, 5000, 58, dedicated32, [1.22249, none, 1.24095, 1.03688, none, 1.03008]],
  ["g6.12xlarge", "gpu", 48, 192, 40000, 234, dedicated32, [5.75429, none, 5.8412, 4.88062, none, 4.8486]],
  ["g6e.xlarge", "gpu", 4, 32, 2500, 58, dedicated32, [2.327, none, none, 1.974, none, 1.961]],
  ["g6e.2xlarge", "gpu", 8, 64, 5000, 58, dedicated32, [2.8035, none, none, 2.37822, none, 2.36256]],
  ["g6e.12xlarge", "gpu", 48, 384, 100000, 292, dedicated32, [13.12002, none, none, 11.12975, none, 11.05645]],
];

const l4 = (count: number): Gpu => ({ model: "NVIDIA L4", count, memory: gibibytes(24 * count) });
const l40s = (count: number): Gpu => ({ model: "NVIDIA L40S", count, memory: gibibytes(48 * count) });
const gpus: Readonly<Record<string, Gpu>> = {
  "g6.xlarge": l4(1),
  "g6.2xlarge": l4(1),
  "g6.12xlarge": l4(4),
  "g6e.xlarge": l40s(1),
  "g6e.2xlarge": l40s(1),
  "g6e.12xlarge": l40s(4),
};

/** Managed node groups cap pods at 110 below 30 vCPU and at 250 from there, whatever the interfaces allow. */
const podCap = (vcpus: number): number => (vcpus < 30 ? 110 : 250);

function machine([name, family, vcpus, memory, networkMbps, podsByInterfaces, volumes, usdPerHour]: Row): MachineType {
  const gpu = gpus[name];
  return {
    cloud: "aws",
    name,
    family,
    vcpus,
    memory: gibibytes(memory),
    ...(gpu === undefined ? {} : { gpu }),
    maximumVolumes: volumes,
    maximumPods: figure(
      quantity(Math.min(podsByInterfaces, podCap(vcpus)), "pods"),
      "pods on one node: addresses of its network interfaces, capped by the managed node group",
      podLimit,
    ),
    networkMbps: figure(quantity(networkMbps, "Mbit/s"), "sustained baseline; bursts are higher", bandwidth),
    price: Object.fromEntries(
      columns.flatMap((region, index) => {
        const price = usdPerHour[index];
        return price === undefined
          ? []
          : [[region, figure(quantity(price, "USD/hour"), "on demand, Linux, without tax", priceFeed)]];
      }),
    ),
  };
}

export const awsMachines: readonly MachineType[] = rows.map(machine);
