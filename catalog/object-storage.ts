import type { Figure } from "../language";
import type { Cloud } from "./cloud";
import type { RegionalPrice } from "./regional-price";
import { awsObjectStorage } from "./storage/aws-object";
import { azureObjectStorage } from "./storage/azure-object";
import { ovhObjectStorage } from "./storage/ovh-object";

/** What objects are kept for, from the one read every day to the one read after a disaster. */
export type Temperature = "standard" | "infrequent" | "archive" | "tape";

/** One class of a cloud's object storage. */
export interface ObjectStorageClass {
  readonly cloud: Cloud;
  /** Class or tier as the API wants it, such as `STANDARD` or `Cool`. */
  readonly name: string;
  readonly temperature: Temperature;
  /** True where every object is kept in three data centres. */
  readonly zoneReplicated: boolean;
  /** By region of object storage, which for OVHcloud differs from the region of instances. */
  readonly price: RegionalPrice<"EUR/GiB/month" | "USD/GiB/month">;
  /** Objects are billed for at least this long. */
  readonly minimumAge?: Figure<"days">;
  /** Longest wait before an object can be read. */
  readonly retrieval?: Figure<"s">;
  /** Whether objects can be locked against deletion. */
  readonly lockable: boolean;
}

/** Object storage of `cloud`, warmest class first. */
export function objectStorage(cloud: Cloud): readonly ObjectStorageClass[] {
  switch (cloud) {
    case "ovh":
      return ovhObjectStorage;
    case "azure":
      return azureObjectStorage;
    case "aws":
      return awsObjectStorage;
  }
}

/** The class of a temperature that a storage region offers, the zone-replicated one first; undefined where none is. */
export const objectStorageClass = (
  cloud: Cloud,
  region: string,
  temperature: Temperature,
): ObjectStorageClass | undefined =>
  objectStorage(cloud)
    .filter((candidate) => candidate.temperature === temperature && offers(candidate, region))
    .toSorted((a, b) => Number(b.zoneReplicated) - Number(a.zoneReplicated))[0];

const offers = ({ price }: ObjectStorageClass, region: string): boolean =>
  price.kind === "everywhere" || Object.hasOwn(price.prices, region);
