import { figure, gibibytes, quantity, type Figure, type Source } from "../../language";
import type { MachineType } from "../machine-type";
import type { AwsRegion } from "../regions/aws";

/** Unchanged to 2026-07 by cross-check: all types below cost the same in us-east-1 in the price API of 2026-07-20. */
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
// 27 attachments, shared with up to four network interfaces and the system disk.
const shared27 = figure(
  quantity(22, "volumes"),
  "27 shared attachments less 4 network interfaces and the system disk",
  attachments,
);

const feed = (perHour: Readonly<Partial<Record<AwsRegion, number>>>): Readonly<Record<string, Figure<"USD/hour">>> =>
  Object.fromEntries(
    Object.entries(perHour).map(([region, price]) => [
      region,
      figure(quantity(price, "USD/hour"), "on demand, Linux, without tax", priceFeed),
    ]),
  );

type Row = Pick<MachineType, "name" | "family" | "vcpus" | "memory" | "gpu" | "price"> & {
  readonly networkMbps: number;
  /** Network interfaces x (addresses per interface - 1) + 2. */
  readonly podsByInterfaces: number;
  readonly volumes: Figure<"volumes">;
};

/** Managed node groups cap pods at 110 below 30 vCPU and at 250 from there, whatever the interfaces allow. */
const podCap = (vcpus: number): number => (vcpus < 30 ? 110 : 250);

const machine = ({ networkMbps, podsByInterfaces, volumes, ...row }: Row): MachineType => ({
  cloud: "aws",
  maximumVolumes: volumes,
  maximumPods: figure(
    quantity(Math.min(podsByInterfaces, podCap(row.vcpus)), "pods"),
    "pods on one node: addresses of its network interfaces, capped by the managed node group",
    podLimit,
  ),
  networkMbps: figure(quantity(networkMbps, "Mbit/s"), "sustained baseline; bursts are higher", bandwidth),
  ...row,
});

/** No price is known for the sovereign region, so no machine has one there. */
export const awsMachines: readonly MachineType[] = [
  machine({
    name: "m6i.xlarge",
    family: "general",
    vcpus: 4,
    memory: gibibytes(16),
    networkMbps: 1562,
    podsByInterfaces: 58,
    volumes: shared27,
    price: feed({
      "eu-central-1": 0.23,
      "eu-west-1": 0.214,
      "eu-west-3": 0.224,
      "eu-north-1": 0.204,
      "eu-south-1": 0.224,
    }),
  }),
  machine({
    name: "m6i.2xlarge",
    family: "general",
    vcpus: 8,
    memory: gibibytes(32),
    networkMbps: 3125,
    podsByInterfaces: 58,
    volumes: shared27,
    price: feed({
      "eu-central-1": 0.46,
      "eu-west-1": 0.428,
      "eu-west-3": 0.448,
      "eu-north-1": 0.408,
      "eu-south-1": 0.448,
    }),
  }),
  machine({
    name: "m7i.large",
    family: "general",
    vcpus: 2,
    memory: gibibytes(8),
    networkMbps: 781,
    podsByInterfaces: 29,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.12075,
      "eu-west-1": 0.11235,
      "eu-west-3": 0.1176,
      "eu-north-1": 0.1071,
      "eu-south-2": 0.11235,
    }),
  }),
  machine({
    name: "m7i.xlarge",
    family: "general",
    vcpus: 4,
    memory: gibibytes(16),
    networkMbps: 1562,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.2415,
      "eu-west-1": 0.2247,
      "eu-west-3": 0.2352,
      "eu-north-1": 0.2142,
      "eu-south-2": 0.2247,
    }),
  }),
  machine({
    name: "m7i.2xlarge",
    family: "general",
    vcpus: 8,
    memory: gibibytes(32),
    networkMbps: 3125,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.483,
      "eu-west-1": 0.4494,
      "eu-west-3": 0.4704,
      "eu-north-1": 0.4284,
      "eu-south-2": 0.4494,
    }),
  }),
  machine({
    name: "m7i.4xlarge",
    family: "general",
    vcpus: 16,
    memory: gibibytes(64),
    networkMbps: 6250,
    podsByInterfaces: 234,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.966,
      "eu-west-1": 0.8988,
      "eu-west-3": 0.9408,
      "eu-north-1": 0.8568,
      "eu-south-2": 0.8988,
    }),
  }),
  machine({
    name: "m7a.xlarge",
    family: "general",
    vcpus: 4,
    memory: gibibytes(16),
    networkMbps: 1562,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 0.27772, "eu-west-1": 0.2584, "eu-north-1": 0.24632, "eu-south-2": 0.2584 }),
  }),
  machine({
    name: "m7a.2xlarge",
    family: "general",
    vcpus: 8,
    memory: gibibytes(32),
    networkMbps: 3125,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 0.55544, "eu-west-1": 0.5168, "eu-north-1": 0.49264, "eu-south-2": 0.5168 }),
  }),
  machine({
    name: "r7i.xlarge",
    family: "memory",
    vcpus: 4,
    memory: gibibytes(32),
    networkMbps: 1562,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.3192,
      "eu-west-1": 0.2961,
      "eu-west-3": 0.3108,
      "eu-north-1": 0.2814,
      "eu-south-1": 0.3108,
      "eu-south-2": 0.2961,
    }),
  }),
  machine({
    name: "r7i.2xlarge",
    family: "memory",
    vcpus: 8,
    memory: gibibytes(64),
    networkMbps: 3125,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.6384,
      "eu-west-1": 0.5922,
      "eu-west-3": 0.6216,
      "eu-north-1": 0.5628,
      "eu-south-1": 0.6216,
      "eu-south-2": 0.5922,
    }),
  }),
  machine({
    name: "r7i.4xlarge",
    family: "memory",
    vcpus: 16,
    memory: gibibytes(128),
    networkMbps: 6250,
    podsByInterfaces: 234,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 1.2768,
      "eu-west-1": 1.1844,
      "eu-west-3": 1.2432,
      "eu-north-1": 1.1256,
      "eu-south-1": 1.2432,
      "eu-south-2": 1.1844,
    }),
  }),
  machine({
    name: "c7i.xlarge",
    family: "compute",
    vcpus: 4,
    memory: gibibytes(8),
    networkMbps: 1562,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.2037,
      "eu-west-1": 0.19152,
      "eu-west-3": 0.2121,
      "eu-north-1": 0.1911,
      "eu-south-2": 0.2016,
    }),
  }),
  machine({
    name: "c7i.2xlarge",
    family: "compute",
    vcpus: 8,
    memory: gibibytes(16),
    networkMbps: 3125,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.4074,
      "eu-west-1": 0.38304,
      "eu-west-3": 0.4242,
      "eu-north-1": 0.3822,
      "eu-south-2": 0.4032,
    }),
  }),
  machine({
    name: "c7i.4xlarge",
    family: "compute",
    vcpus: 16,
    memory: gibibytes(32),
    networkMbps: 6250,
    podsByInterfaces: 234,
    volumes: dedicated32,
    price: feed({
      "eu-central-1": 0.8148,
      "eu-west-1": 0.76608,
      "eu-west-3": 0.8484,
      "eu-north-1": 0.7644,
      "eu-south-2": 0.8064,
    }),
  }),
  machine({
    name: "g6.xlarge",
    family: "gpu",
    vcpus: 4,
    memory: gibibytes(16),
    gpu: { model: "NVIDIA L4", count: 1, memory: gibibytes(24) },
    networkMbps: 2500,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 1.0064, "eu-west-3": 1.0216, "eu-north-1": 0.8536, "eu-south-2": 0.848 }),
  }),
  machine({
    name: "g6.2xlarge",
    family: "gpu",
    vcpus: 8,
    memory: gibibytes(32),
    gpu: { model: "NVIDIA L4", count: 1, memory: gibibytes(24) },
    networkMbps: 5000,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 1.22249, "eu-west-3": 1.24095, "eu-north-1": 1.03688, "eu-south-2": 1.03008 }),
  }),
  machine({
    name: "g6.12xlarge",
    family: "gpu",
    vcpus: 48,
    memory: gibibytes(192),
    gpu: { model: "NVIDIA L4", count: 4, memory: gibibytes(96) },
    networkMbps: 40000,
    podsByInterfaces: 234,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 5.75429, "eu-west-3": 5.8412, "eu-north-1": 4.88062, "eu-south-2": 4.8486 }),
  }),
  machine({
    name: "g6e.xlarge",
    family: "gpu",
    vcpus: 4,
    memory: gibibytes(32),
    gpu: { model: "NVIDIA L40S", count: 1, memory: gibibytes(48) },
    networkMbps: 2500,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 2.327, "eu-north-1": 1.974, "eu-south-2": 1.961 }),
  }),
  machine({
    name: "g6e.2xlarge",
    family: "gpu",
    vcpus: 8,
    memory: gibibytes(64),
    gpu: { model: "NVIDIA L40S", count: 1, memory: gibibytes(48) },
    networkMbps: 5000,
    podsByInterfaces: 58,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 2.8035, "eu-north-1": 2.37822, "eu-south-2": 2.36256 }),
  }),
  machine({
    name: "g6e.12xlarge",
    family: "gpu",
    vcpus: 48,
    memory: gibibytes(384),
    gpu: { model: "NVIDIA L40S", count: 4, memory: gibibytes(192) },
    networkMbps: 100000,
    podsByInterfaces: 292,
    volumes: dedicated32,
    price: feed({ "eu-central-1": 13.12002, "eu-north-1": 11.12975, "eu-south-2": 11.05645 }),
  }),
];
