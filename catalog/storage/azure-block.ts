import { figure, quantity, type Source } from "../../language";
import { byRegion } from "../regional-price";
import type { StorageClass } from "../storage-classes";

const retail: Source = {
  kind: "price-list",
  ref: "Azure Retail Prices API, USD without tax, export in azure-architecture-diagram-builder",
  date: "2026-08-14",
};
const sizes: Source = {
  kind: "estimate",
  ref: "long-standing limits of managed disk sizes; the page itself was not read",
  date: "2026-11-21",
};
const searched = "disk prices were read for West Europe and Sweden Central only";

/** From Kubernetes 1.29 both classes are zone-redundant on a cluster of several zones: a volume survives the loss of one. */
export const azureStorageClasses: readonly [StorageClass, ...StorageClass[]] = [
  {
    cloud: "azure",
    name: "managed-csi-premium",
    origin: { kind: "cloud" },
    encrypted: true,
    zoneBound: false,
    price: byRegion(
      { westeurope: 0.2541, swedencentral: 0.2541 },
      "USD/GiB/month",
      "Premium SSD, zone-redundant, a GiB of size P10 (128 GiB); billed by size, larger ones cost down to 0.2087",
      retail,
      searched,
    ),
    throughput: {
      maximum: figure(quantity(800, "Mbit/s"), "100 MB/s of size P10; larger sizes deliver more", sizes),
    },
  },
  {
    cloud: "azure",
    name: "managed-csi",
    origin: { kind: "cloud" },
    encrypted: true,
    zoneBound: false,
    price: byRegion(
      { westeurope: 0.1125, swedencentral: 0.1125 },
      "USD/GiB/month",
      "Standard SSD, zone-redundant; operations are billed apart",
      retail,
      searched,
    ),
    throughput: {
      maximum: figure(quantity(480, "Mbit/s"), "60 MB/s of size E10; larger sizes deliver more", sizes),
    },
  },
];
