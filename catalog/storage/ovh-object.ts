import { days, figure, hours, type Source } from "../../language";
import type { ObjectStorageClass } from "../object-storage";
import { byRegion } from "../regional-price";

const frenchList: Source = {
  kind: "price-list",
  ref: "OVHcloud French price list, EUR without VAT",
  date: "2026-09-14",
};
const notes: Source = {
  kind: "estimate",
  ref: "two public cost notes on OVHcloud three-zone object storage; the price list itself was not read",
  date: "2026",
};
const tierNote: Source = {
  kind: "estimate",
  ref: "public note on OVHcloud storage tiers, the price list was not read",
  date: "2026",
};
const tapeNote: Source = {
  kind: "estimate",
  ref: "public cost note: 0.0000027 EUR per GiB and hour",
  date: "2026-05-27",
};
const rules: Source = { kind: "documentation", ref: "OVHcloud docs: Object Storage lifecycle", date: "2025-07-02" };
const tapeRules: Source = { kind: "documentation", ref: "OVHcloud docs: Cold Archive", date: "2024-02-20" };

const same = (value: number, regions: readonly string[]): Record<string, number> =>
  Object.fromEntries(regions.map((region) => [region, value]));

const oneZone = ["GRA", "SBG", "RBX", "DE", "WAW"];
const threeZones = ["EU-WEST-PAR", "EU-SOUTH-MIL"];
const elsewhere = "the storage region does not offer this class";

/** Requests and traffic are free since 2026-01-01. */
export const ovhObjectStorage: readonly ObjectStorageClass[] = [
  {
    cloud: "ovh",
    name: "STANDARD",
    temperature: "standard",
    zoneReplicated: true,
    price: byRegion(
      same(0.014, threeZones),
      "EUR/GiB/month",
      "standard class in three zones; per GB in the source",
      notes,
      elsewhere,
    ),
    lockable: true,
  },
  {
    cloud: "ovh",
    name: "STANDARD",
    temperature: "standard",
    zoneReplicated: false,
    price: byRegion(same(0.0070956, oneZone), "EUR/GiB/month", "standard class in one zone", frenchList, elsewhere),
    lockable: true,
  },
  {
    cloud: "ovh",
    name: "STANDARD_IA",
    temperature: "infrequent",
    zoneReplicated: true,
    price: byRegion(
      same(0.0095, threeZones),
      "EUR/GiB/month",
      "infrequent access; the source does not say for how many zones, reading costs extra",
      tierNote,
      elsewhere,
    ),
    minimumAge: figure(days(30), "billed for at least 30 days", rules),
    lockable: true,
  },
  {
    cloud: "ovh",
    name: "GLACIER_IR",
    temperature: "archive",
    zoneReplicated: true,
    price: byRegion(
      same(0.0045, threeZones),
      "EUR/GiB/month",
      "active archive; reading costs extra",
      tierNote,
      elsewhere,
    ),
    lockable: false,
  },
  {
    cloud: "ovh",
    name: "DEEP_ARCHIVE",
    temperature: "tape",
    zoneReplicated: false,
    price: byRegion(
      same(0.00197, ["EU-WEST-PAR"]),
      "EUR/GiB/month",
      "cold archive on tape; reading costs extra",
      tapeNote,
      "cold archive is offered in Paris only",
    ),
    minimumAge: figure(days(180), "billed for at least 180 days", tapeRules),
    retrieval: figure(hours(48), "up to 48 hours until a bucket on tape can be read", tapeRules),
    lockable: false,
  },
];
