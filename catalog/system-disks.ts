import { figure, gibibytes, type Figure, type Source } from "../language";
import type { Cloud } from "./cloud";
import { byRegion, type RegionalPrice } from "./regional-price";
import { awsStorageClasses } from "./storage/aws-block";

/** The disk that a node starts from. */
export interface SystemDisk {
  readonly size: Figure<"MiB">;
  /** By the GiB. */
  readonly price: RegionalPrice;
}

const decided: Source = { kind: "decision", ref: "bestek: system disks", date: "2026-11-21" };

export const systemDisks = {
  aws: {
    size: figure(
      gibibytes(100),
      "system disk of a node: images of every workload twice, while one is rolled out, and scratch volumes of pods",
      decided,
    ),
    price: awsStorageClasses[0].price,
  },
  azure: {
    size: figure(
      gibibytes(128),
      "system disk of a node: AKS's default for sizes up to 7 processors, kept for larger ones too because data lies on volumes",
      decided,
    ),
    price: byRegion(
      { westeurope: 0.1694, swedencentral: 0.1694 },
      "USD/GiB/month",
      "Premium SSD in one zone, a GiB of size P10 (128 GiB)",
      {
        kind: "price-list",
        ref: "Azure Retail Prices API, USD without tax, export in azure-architecture-diagram-builder",
        date: "2026-08-14",
      },
      "disk prices were read for West Europe and Sweden Central only",
    ),
  },
} as const satisfies Readonly<Partial<Record<Cloud, SystemDisk>>>;

/** What is bought with each node beside the machine; undefined where a disk comes with the machine. */
export function systemDisk(cloud: Cloud): SystemDisk | undefined {
  switch (cloud) {
    case "ovh":
      return undefined;
    case "aws":
    case "azure":
      return systemDisks[cloud];
  }
}
