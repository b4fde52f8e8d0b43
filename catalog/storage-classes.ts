import type { Figure } from "../language";
import type { Cloud } from "./cloud";
import type { RegionalPrice } from "./regional-price";
import { awsStorageClasses } from "./storage/aws-block";
import { azureStorageClasses } from "./storage/azure-block";
import { ovhStorageClasses } from "./storage/ovh-block";

/** Who puts the StorageClass into the cluster. */
export type StorageClassOrigin =
  | { readonly kind: "cloud" }
  /** bestek does, with this provisioner and these parameters. */
  | {
      readonly kind: "bestek";
      readonly provisioner: string;
      readonly parameters: Readonly<Record<string, string>>;
    };

/** Block storage as pods ask for it. */
export interface StorageClass {
  readonly cloud: Cloud;
  /** Name of the Kubernetes StorageClass. */
  readonly name: string;
  readonly origin: StorageClassOrigin;
  /** Encrypted at rest with a key that the cloud keeps, or one of ours where the class allows it. */
  readonly encrypted: boolean;
  /** True where a volume can only be attached in the zone it was made in, and is gone with it. */
  readonly zoneBound: boolean;
  /** Regions that offer the class; absent means every region. */
  readonly regions?: readonly string[];
  readonly price: RegionalPrice<"EUR/GiB/month" | "USD/GiB/month">;
  readonly throughput: {
    /** Most that one volume delivers at its price. */
    readonly maximum: Figure<"Mbit/s">;
    /** Present where the rate grows with the size: Mbit/s for each GiB. */
    readonly perGib?: Figure<"Mbit/s">;
  };
}

/** Block storage of `cloud`; the first is the one bestek uses. */
export function storageClasses(cloud: Cloud): readonly [StorageClass, ...StorageClass[]] {
  switch (cloud) {
    case "ovh":
      return ovhStorageClasses;
    case "azure":
      return azureStorageClasses;
    case "aws":
      return awsStorageClasses;
  }
}

/** The first encrypted class that a region offers; undefined where it offers none. */
export const encryptedStorageClass = (cloud: Cloud, region: string): StorageClass | undefined =>
  storageClasses(cloud).find(
    ({ encrypted, regions }) => encrypted && (regions === undefined || regions.includes(region)),
  );
