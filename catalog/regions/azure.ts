import type { Source } from "../../language";
import { microsoft } from "../operator";
import type { Region } from "../region";

const regionList: Source = {
  kind: "documentation",
  ref: "Microsoft Learn: list of Azure regions (zones, pairs, restricted access)",
  date: "2025-09-23",
};

type Row<Name extends string> = Pick<Region, "country" | "city" | "failureDomain"> &
  Partial<Pick<Region, "pair">> & { readonly name: Name };

const common = { cloud: "azure", euMember: true, operator: microsoft, source: regionList } as const;

const zoned = <Name extends string>(row: Row<Name>): Region & { readonly name: Name } => ({
  ...common,
  zones: ["1", "2", "3"],
  managedKubernetes: { kind: "available", plans: ["standard", "premium", "free"] },
  ...row,
});

/** Without zones: the region names itself as its one zone. */
const restricted = <Name extends string>(row: Row<Name>): Region & { readonly name: Name } => ({
  ...common,
  zones: [row.name],
  managedKubernetes: { kind: "unknown", reason: "restricted region; offer not read" },
  restricted: "access only on request, meant as the in-country recovery region of its pair",
  ...row,
});

/**
 * Regions in the European Union. `uksouth`, `switzerlandnorth`, `norwayeast` and their siblings are not in it. Austria, Belgium,
 * Italy, Poland and Spain have no paired region.
 */
export const azureRegions = [
  zoned({ name: "austriaeast", country: "AT", city: "Vienna", failureDomain: "vienna" }),
  zoned({ name: "belgiumcentral", country: "BE", city: "Brussels", failureDomain: "brussels" }),
  zoned({ name: "francecentral", country: "FR", city: "Paris", failureDomain: "paris", pair: "francesouth" }),
  zoned({
    name: "germanywestcentral",
    country: "DE",
    city: "Frankfurt",
    failureDomain: "frankfurt",
    pair: "germanynorth",
  }),
  zoned({ name: "italynorth", country: "IT", city: "Milan", failureDomain: "milan" }),
  zoned({ name: "northeurope", country: "IE", city: "Dublin", failureDomain: "dublin", pair: "westeurope" }),
  zoned({ name: "polandcentral", country: "PL", city: "Warsaw", failureDomain: "warsaw" }),
  zoned({ name: "spaincentral", country: "ES", city: "Madrid", failureDomain: "madrid" }),
  zoned({ name: "swedencentral", country: "SE", city: "Gävle", failureDomain: "gavle", pair: "swedensouth" }),
  zoned({ name: "westeurope", country: "NL", city: "Amsterdam", failureDomain: "amsterdam", pair: "northeurope" }),
  restricted({
    name: "francesouth",
    country: "FR",
    city: "Marseille",
    failureDomain: "marseille",
    pair: "francecentral",
  }),
  restricted({
    name: "germanynorth",
    country: "DE",
    city: "Berlin",
    failureDomain: "berlin",
    pair: "germanywestcentral",
  }),
  restricted({ name: "swedensouth", country: "SE", city: "Malmö", failureDomain: "malmo", pair: "swedencentral" }),
] as const;

export type AzureRegion = (typeof azureRegions)[number]["name"];
