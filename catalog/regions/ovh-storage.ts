import type { Source } from "../../language";
import type { EuMemberState } from "../eu-member-state";
import { ovhcloud, type Operator } from "../operator";
import type { Region } from "../region";

/**
 * A region of OVHcloud object storage. Its names differ from those of instances: `GRA` serves all of `GRA5` to `GRA11`. OVHcloud
 * calls the campus in Limburg "Frankfurt".
 */
export interface StorageRegion {
  readonly name: string;
  readonly country: EuMemberState;
  readonly city: string;
  /** Data centres that hold every object of the standard class. */
  readonly zoneCount: 1 | 3;
  /** Host of the S3 API. Three-zone hosts reject path-style requests: address buckets as `<bucket>.<host>`. */
  readonly host: string;
  /** Shared with `Region.failureDomain`, so that a backup's place can be compared with a cluster's. */
  readonly failureDomain: string;
  /** True where the tape class (cold archive) stands. */
  readonly coldArchive: boolean;
  readonly operator: Operator;
  readonly source: Source;
}

const endpoints: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Object Storage, endpoints and geoavailability",
  date: "2026-02-03",
};

type Row<Name extends string> = Pick<StorageRegion, "country" | "city" | "zoneCount" | "failureDomain"> & {
  readonly name: Name;
  readonly host: `s3.${Lowercase<Name>}.io.cloud.ovh.net`;
};

const storage = <Name extends string>(row: Row<Name>): StorageRegion & Row<Name> => ({
  coldArchive: row.failureDomain === "paris",
  operator: ovhcloud,
  source: endpoints,
  ...row,
});

/** Object storage regions in the European Union. */
export const storageRegions = [
  storage({
    name: "EU-WEST-PAR",
    country: "FR",
    city: "Paris",
    zoneCount: 3,
    host: "s3.eu-west-par.io.cloud.ovh.net",
    failureDomain: "paris",
  }),
  storage({
    name: "EU-SOUTH-MIL",
    country: "IT",
    city: "Milan",
    zoneCount: 3,
    host: "s3.eu-south-mil.io.cloud.ovh.net",
    failureDomain: "milan",
  }),
  storage({
    name: "GRA",
    country: "FR",
    city: "Gravelines",
    zoneCount: 1,
    host: "s3.gra.io.cloud.ovh.net",
    failureDomain: "gravelines",
  }),
  storage({
    name: "SBG",
    country: "FR",
    city: "Strasbourg",
    zoneCount: 1,
    host: "s3.sbg.io.cloud.ovh.net",
    failureDomain: "strasbourg",
  }),
  storage({
    name: "RBX",
    country: "FR",
    city: "Roubaix",
    zoneCount: 1,
    host: "s3.rbx.io.cloud.ovh.net",
    failureDomain: "roubaix",
  }),
  storage({
    name: "DE",
    country: "DE",
    city: "Limburg",
    zoneCount: 1,
    host: "s3.de.io.cloud.ovh.net",
    failureDomain: "limburg",
  }),
  storage({
    name: "WAW",
    country: "PL",
    city: "Warsaw",
    zoneCount: 1,
    host: "s3.waw.io.cloud.ovh.net",
    failureDomain: "warsaw",
  }),
] as const;

export type OvhStorageRegion = (typeof storageRegions)[number]["name"];

/** The storage region by its exact name; undefined where it is unknown or outside the European Union. */
export const findStorageRegion = (name: string): StorageRegion | undefined =>
  storageRegions.find((region) => region.name === name);

/**
 * The storage region on the ground of a compute region: its nearest, and no place for its backups. Every OVHcloud region has
 * one; throws a plain error where a region of another cloud has none.
 */
export function storageRegionOf(region: Pick<Region, "name" | "failureDomain">): StorageRegion {
  const beside = storageRegions.find(({ failureDomain }) => failureDomain === region.failureDomain);
  if (beside === undefined) throw new Error(`no OVHcloud object storage stands beside ${region.name}`);
  return beside;
}
