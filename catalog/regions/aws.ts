import type { Source } from "../../language";
import { amazon, amazonSovereign } from "../operator";
import type { Region } from "../region";

const regionList: Source = {
  kind: "documentation",
  ref: "AWS documentation: Regions and Availability Zones",
  date: "2026-07",
};

type Row<Name extends string> = Pick<Region, "country" | "city" | "zones" | "failureDomain"> &
  Partial<Pick<Region, "operator" | "source" | "restricted">> & { readonly name: Name };

const region = <Name extends string>(row: Row<Name>): Region & { readonly name: Name } => ({
  cloud: "aws",
  euMember: true,
  managedKubernetes: { kind: "available", plans: ["standard", "extended"] },
  operator: amazon,
  source: regionList,
  ...row,
});

/** Regions in the European Union. `eu-west-2` (London) and `eu-central-2` (Zurich) are not in it. */
export const awsRegions = [
  region({
    name: "eu-central-1",
    country: "DE",
    city: "Frankfurt",
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    failureDomain: "frankfurt",
  }),
  region({
    name: "eu-west-1",
    country: "IE",
    city: "Dublin",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    failureDomain: "dublin",
  }),
  region({
    name: "eu-west-3",
    country: "FR",
    city: "Paris",
    zones: ["eu-west-3a", "eu-west-3b", "eu-west-3c"],
    failureDomain: "paris",
  }),
  region({
    name: "eu-north-1",
    country: "SE",
    city: "Stockholm",
    zones: ["eu-north-1a", "eu-north-1b", "eu-north-1c"],
    failureDomain: "stockholm",
  }),
  region({
    name: "eu-south-1",
    country: "IT",
    city: "Milan",
    zones: ["eu-south-1a", "eu-south-1b", "eu-south-1c"],
    failureDomain: "milan",
  }),
  region({
    name: "eu-south-2",
    country: "ES",
    city: "Zaragoza",
    zones: ["eu-south-2a", "eu-south-2b", "eu-south-2c"],
    failureDomain: "zaragoza",
  }),
  region({
    name: "eusc-de-east-1",
    country: "DE",
    city: "Brandenburg",
    // A third zone is not confirmed, so that quorum over three zones can't be planned here.
    zones: ["eusc-de-east-1a", "eusc-de-east-1b"],
    // The sites are not published; the state surrounds Berlin.
    failureDomain: "berlin",
    operator: amazonSovereign,
    restricted: "own partition aws-eusc with own accounts and the endpoint suffix amazonaws.eu",
    source: { kind: "documentation", ref: "AWS European Sovereign Cloud: region eusc-de-east-1", date: "2026" },
  }),
] as const;

export type AwsRegion = (typeof awsRegions)[number]["name"];
