import type { Source } from "../../language";
import { ovhcloud } from "../operator";
import type { Region } from "../region";

const plans: Source = {
  kind: "documentation",
  ref: "OVHcloud docs: Managed Kubernetes plans and regions",
  date: "2026-02-03",
};

type Row<Name extends string> = Pick<Region, "country" | "city" | "zones" | "managedKubernetes" | "failureDomain"> & {
  readonly name: Name;
};

const region = <Name extends string>(row: Row<Name>): Region & Row<Name> => ({
  cloud: "ovh",
  euMember: true,
  operator: ovhcloud,
  source: plans,
  ...row,
});

const standard = { kind: "available", plans: ["standard"] } as const;
const free = { kind: "available", plans: ["free"] } as const;

/**
 * Regions for instances and managed Kubernetes. A region of one zone names itself as its zone. `GRA5` to `GRA11` stand on one
 * campus in Gravelines.
 */
export const ovhRegions = [
  region({
    name: "EU-WEST-PAR",
    country: "FR",
    city: "Paris",
    zones: ["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"],
    managedKubernetes: standard,
    failureDomain: "paris",
  }),
  region({
    name: "EU-SOUTH-MIL",
    country: "IT",
    city: "Milan",
    zones: ["eu-south-mil-a", "eu-south-mil-b", "eu-south-mil-c"],
    managedKubernetes: standard,
    failureDomain: "milan",
  }),
  region({
    name: "EU-WEST-RBX",
    country: "FR",
    city: "Roubaix",
    zones: ["EU-WEST-RBX"],
    managedKubernetes: standard,
    failureDomain: "roubaix",
  }),
  region({
    name: "GRA5",
    country: "FR",
    city: "Gravelines",
    zones: ["GRA5"],
    managedKubernetes: free,
    failureDomain: "gravelines",
  }),
  region({
    name: "GRA7",
    country: "FR",
    city: "Gravelines",
    zones: ["GRA7"],
    managedKubernetes: free,
    failureDomain: "gravelines",
  }),
  region({
    name: "GRA9",
    country: "FR",
    city: "Gravelines",
    zones: ["GRA9"],
    managedKubernetes: free,
    failureDomain: "gravelines",
  }),
  region({
    name: "GRA11",
    country: "FR",
    city: "Gravelines",
    zones: ["GRA11"],
    managedKubernetes: free,
    failureDomain: "gravelines",
  }),
  region({
    name: "SBG5",
    country: "FR",
    city: "Strasbourg",
    zones: ["SBG5"],
    managedKubernetes: free,
    failureDomain: "strasbourg",
  }),
  region({
    name: "DE1",
    country: "DE",
    city: "Limburg",
    zones: ["DE1"],
    managedKubernetes: free,
    failureDomain: "limburg",
  }),
  region({
    name: "WAW1",
    country: "PL",
    city: "Warsaw",
    zones: ["WAW1"],
    managedKubernetes: free,
    failureDomain: "warsaw",
  }),
] as const;

export type OvhRegion = (typeof ovhRegions)[number]["name"];
