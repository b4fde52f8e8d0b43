import { figure, quantity, type Figure, type Source } from "../../language";
import { everywhere } from "../regional-price";
import type { OvhRegion } from "../regions/ovh";
import type { StorageClass } from "../storage-classes";

const guide: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Persistent Volumes on Managed Kubernetes",
  date: "2026-01-30",
};
const catalogue: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, export in feoche/public-cost-indicator",
  date: "2026-01-27",
};
const gen2Price: Source = {
  kind: "price-list",
  ref: "public deployment guide: 0.000119 EUR per GiB and hour",
  date: "2026",
};

/** Where OVHcloud encrypts volumes with LUKS, by its list of 2026-02-03. Warsaw is not on it. */
const luksRegions: readonly OvhRegion[] = [
  "EU-WEST-PAR",
  "EU-SOUTH-MIL",
  "EU-WEST-RBX",
  "GRA5",
  "GRA7",
  "GRA9",
  "GRA11",
  "SBG5",
  "DE1",
];

const rate = (value: number, meaning: string, source: Source = guide): Figure<"Mbit/s"> =>
  figure(quantity(value, "Mbit/s"), meaning, source);

const gen2 = {
  cloud: "ovh",
  origin: { kind: "cloud" },
  zoneBound: true,
  price: everywhere(
    0.0869,
    "EUR/GiB/month",
    "block storage, high speed gen2; encryption has no price of its own",
    gen2Price,
  ),
  throughput: {
    maximum: rate(2560, "320 MB/s, the lower of two published maxima (the guide says 1 GB/s)"),
    perGib: rate(4, "0.5 MB/s for each GB"),
  },
} as const;

const highSpeed = {
  cloud: "ovh",
  origin: { kind: "cloud" },
  zoneBound: true,
  price: everywhere(
    0.09,
    "EUR/GiB/month",
    "block storage, high speed; per GB and rounded to two decimals in the list, encryption has no price of its own",
    catalogue,
  ),
  throughput: {
    maximum: rate(1024, "128 MB/s whatever the size", {
      kind: "documentation",
      ref: "Spare Cores: OVHcloud storage records",
      date: "2026-01-31",
    }),
  },
} as const;

/** Volumes attach to one node at a time, grow but never shrink, and are deleted with their claim. */
export const ovhStorageClasses: readonly [StorageClass, ...StorageClass[]] = [
  { ...gen2, name: "csi-cinder-high-speed-gen2-luks", encrypted: true, regions: luksRegions },
  { ...highSpeed, name: "csi-cinder-high-speed-luks", encrypted: true, regions: luksRegions },
  { ...gen2, name: "csi-cinder-high-speed-gen2", encrypted: false },
  { ...highSpeed, name: "csi-cinder-high-speed", encrypted: false },
];
