import type { Source } from "../language";
import { awsPartition } from "./aws-partition";
import { clouds, type Cloud } from "./cloud";
import type { EuMemberState } from "./eu-member-state";
import type { Operator } from "./operator";
import { euRegions, type Region } from "./region";
import type { AwsRegion } from "./regions/aws";
import type { AzureRegion } from "./regions/azure";
import { ovhStorageRegions, type OvhStorageRegion } from "./regions/ovh-storage";

/** A place inside the European Union where a cloud keeps objects. */
export interface StorageRegion {
  readonly cloud: Cloud;
  /** Name as the cloud's object storage wants it; no two clouds share one. */
  readonly name: string;
  readonly country: EuMemberState;
  readonly city: string;
  /** Data centres that hold every object of the standard class. */
  readonly zoneCount: 1 | 3;
  /** Host of the API; for Azure the suffix behind an account's name. */
  readonly host: string;
  /** Shared with `Region.failureDomain`, so that a backup's place can be compared with a cluster's. */
  readonly failureDomain: string;
  /** True where a class for objects that are read after a disaster only stands. */
  readonly coldArchive: boolean;
  readonly operator: Operator;
  readonly source: Source;
}

export type StorageRegionName = OvhStorageRegion | AzureRegion | AwsRegion;

/** Every place of object storage of `cloud` inside the European Union. */
export function storageRegions(cloud: Cloud): readonly StorageRegion[] {
  switch (cloud) {
    case "ovh":
      return ovhStorageRegions;
    case "azure":
    case "aws":
      return euRegions(cloud).map(besideCompute);
  }
}

/** Azure and AWS keep objects in the regions of their instances, under one name. */
const besideCompute = ({
  cloud,
  name,
  country,
  city,
  zones,
  failureDomain,
  operator,
  source,
}: Region): StorageRegion => ({
  cloud,
  name,
  country,
  city,
  zoneCount: zones.length >= 3 ? 3 : 1,
  host: hostOf(cloud, name),
  failureDomain,
  coldArchive: cloud === "aws",
  operator,
  source,
});

/** AWS documentation, service endpoints, 2026; Microsoft Learn, storage account endpoints, 2025. */
function hostOf(cloud: Cloud, region: string): string {
  return cloud === "azure" ? "blob.core.windows.net" : `s3.${region}.${awsPartition(region).suffix}`;
}

/** The storage region by its exact name; undefined where it is unknown or outside the European Union. */
export const findStorageRegion = (name: string): StorageRegion | undefined =>
  clouds.flatMap(storageRegions).find((region) => region.name === name);

/**
 * The storage region on the ground of a compute region: its nearest, and no place for its backups. Every region has one; throws a
 * plain error where the catalogue misses it.
 */
export function storageRegionOf({
  cloud,
  name,
  failureDomain,
}: Pick<Region, "cloud" | "name" | "failureDomain">): StorageRegion {
  const beside = storageRegions(cloud).find((region) =>
    cloud === "ovh" ? region.failureDomain === failureDomain : region.name === name,
  );
  if (beside === undefined) throw new Error(`no object storage of ${cloud} stands beside ${name}`);
  return beside;
}
