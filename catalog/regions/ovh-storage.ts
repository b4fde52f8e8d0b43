import type { Source } from "../../language";
import { ovhcloud } from "../operator";
import type { StorageRegion } from "../storage-region";

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
  cloud: "ovh",
  coldArchive: row.failureDomain === "paris",
  operator: ovhcloud,
  source: endpoints,
  ...row,
});

/**
 * Object storage of OVHcloud in the European Union. Its names differ from those of instances: `GRA` serves all of `GRA5` to
 * `GRA11`. OVHcloud calls the campus in Limburg "Frankfurt". Three-zone hosts reject path-style requests: address buckets
 * as `<bucket>.<host>`.
 */
export const ovhStorageRegions = [
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

export type OvhStorageRegion = (typeof ovhStorageRegions)[number]["name"];
