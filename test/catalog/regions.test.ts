import * as fc from "fast-check";
import {
  clouds,
  euMemberStates,
  euRegions,
  findRegion,
  findStorageRegion,
  outsideEu,
  regionsOutsideEu,
  sameFailureDomain,
  storageRegionOf,
  storageRegions,
  type AwsRegion,
  type AzureRegion,
  type Cloud,
  type OvhRegion,
  type OvhStorageRegion,
  type Region,
} from "../../catalog";
import { duplicates, sourceMistakes } from "./figures";

/** The member states as the treaties list them; written here again, so that the catalogue can't vouch for itself. */
const members = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

const all = clouds.flatMap((cloud) => euRegions(cloud));
const outsideTheUnion = (regions: readonly { readonly name: string; readonly country: string }[]): readonly string[] =>
  regions.filter(({ country }) => !members.includes(country)).map(({ name }) => name);

test("the union has 27 member states", () => {
  expect([...euMemberStates]).toEqual(members);
  expect(members).toHaveLength(27);
});

test("every region lies in a member state", () => {
  expect(outsideTheUnion([...all, ...clouds.flatMap(storageRegions)])).toEqual([]);
  expect(outsideTheUnion([{ name: "eu-west-2", country: "GB" }])).toEqual(["eu-west-2"]);
});

test.each(clouds)("no name of %s stands twice, inside and outside the union together", (cloud) => {
  expect(duplicates([...euRegions(cloud), ...regionsOutsideEu(cloud)].map(({ name }) => name))).toEqual([]);
});

test("no region outside the union lies in a member state", () => {
  const countries = clouds.flatMap((cloud) => regionsOutsideEu(cloud).map(({ country }) => country ?? "unknown"));
  expect(countries.filter((country) => members.includes(country))).toEqual([]);
});

test.each<readonly [Cloud, string, string]>([
  ["aws", "eu-west-2", "London"],
  ["aws", "eu-central-2", "Zurich"],
  ["aws", "eu-isoe-west-1", "an isolated partition whose country is not published"],
  ["azure", "uksouth", "London"],
  ["azure", "ukwest", "Cardiff"],
  ["azure", "switzerlandnorth", "Zurich"],
  ["azure", "norwayeast", "Oslo"],
  ["ovh", "UK1", "London"],
])("%s %s is known, is in %s and is no region of the union", (cloud, name, place) => {
  expect(findRegion(cloud, name)).toBeUndefined();
  expect(outsideEu(cloud, name)?.place).toBe(place);
});

test("names are exact: neither a prefix nor another spelling finds a region", () => {
  expect(findRegion("ovh", "GRA11")?.city).toBe("Gravelines");
  expect(findRegion("ovh", "gra11")).toBeUndefined();
  expect(findRegion("ovh", "GRA")).toBeUndefined();
  expect(findRegion("aws", "westeurope")).toBeUndefined();
  fc.assert(
    fc.property(fc.constantFrom(...clouds), fc.string(), (cloud, name) => {
      const found = findRegion(cloud, name);
      return found === undefined || (found.name === name && outsideEu(cloud, name) === undefined);
    }),
  );
});

test("regions outside the union do not compile", () => {
  // @ts-expect-error London is not in the EU
  const aws: AwsRegion = "eu-west-2";
  // @ts-expect-error Zurich is not in the EU
  const azure: AzureRegion = "switzerlandnorth";
  // @ts-expect-error London is not in the EU
  const ovh: OvhRegion = "UK1";
  // @ts-expect-error storage regions have names of their own
  const storage: OvhStorageRegion = "GRA11";
  expect([aws, azure, ovh, storage]).toHaveLength(4);
});

test("zones are named as the cloud wants them", () => {
  const zonesOf = (cloud: Cloud, name: string) => findRegion(cloud, name)?.zones;
  expect(zonesOf("ovh", "EU-WEST-PAR")).toEqual(["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"]);
  expect(zonesOf("ovh", "EU-SOUTH-MIL")).toEqual(["eu-south-mil-a", "eu-south-mil-b", "eu-south-mil-c"]);
  expect(zonesOf("ovh", "GRA9")).toEqual(["GRA9"]);
  expect(zonesOf("aws", "eu-central-1")).toEqual(["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
  expect(zonesOf("azure", "westeurope")).toEqual(["1", "2", "3"]);
  expect(zonesOf("azure", "francesouth")).toHaveLength(1);
});

test("only OVHcloud's regions are free of a parent in the United States", () => {
  const free = (region: Region): boolean => !region.operator.usParent;
  expect(all.filter(free).map(({ cloud }) => cloud)).toEqual(euRegions("ovh").map(() => "ovh"));
  for (const { operator } of all) expect(operator.usParent).toBe(operator.parent.country === "US");
  expect(findRegion("aws", "eusc-de-east-1")?.operator).toMatchObject({ country: "DE", usParent: true });
});

test("every region and operator can be looked up by its source", () => {
  expect(all.flatMap(({ name, source }) => sourceMistakes(name, source))).toEqual([]);
  expect(all.flatMap(({ operator }) => sourceMistakes(operator.name, operator.source))).toEqual([]);
  expect(clouds.flatMap(storageRegions).flatMap(({ name, source }) => sourceMistakes(name, source))).toEqual([]);
});

test("a pair is a region of the same cloud, in another failure domain", () => {
  for (const region of all.filter(({ pair }) => pair !== undefined)) {
    const pair = findRegion(region.cloud, region.pair ?? "");
    expect(pair?.name).toBe(region.pair);
    expect(pair !== undefined && sameFailureDomain(region, pair)).toBe(false);
  }
});

test("regions on one campus or in one city share their failure domain, across clouds too", () => {
  const shares = (a: readonly [Cloud, string], b: readonly [Cloud, string]): boolean | undefined => {
    const [first, second] = [findRegion(...a), findRegion(...b)];
    return first === undefined || second === undefined ? undefined : sameFailureDomain(first, second);
  };
  expect(shares(["ovh", "GRA7"], ["ovh", "GRA11"])).toBe(true);
  expect(shares(["ovh", "EU-WEST-PAR"], ["azure", "francecentral"])).toBe(true);
  expect(shares(["ovh", "EU-WEST-PAR"], ["ovh", "EU-SOUTH-MIL"])).toBe(false);
  expect(shares(["ovh", "EU-WEST-RBX"], ["ovh", "GRA11"])).toBe(false);
});

test("sharing a failure domain is mutual, and every region shares its own", () => {
  const region = fc.constantFrom(...all);
  fc.assert(fc.property(region, region, (a, b) => sameFailureDomain(a, b) === sameFailureDomain(b, a)));
  fc.assert(fc.property(region, (a) => sameFailureDomain(a, a)));
});

test("the host of a storage region is its name in lower case, and its zones are one or three", () => {
  for (const { name, host, zoneCount } of storageRegions("ovh")) {
    expect(host).toBe(`s3.${name.toLowerCase()}.io.cloud.ovh.net`);
    expect(zoneCount).toBe(name.startsWith("EU-") ? 3 : 1);
  }
  expect(findStorageRegion("UK")).toBeUndefined();
  expect(
    storageRegions("ovh")
      .filter(({ coldArchive }) => coldArchive)
      .map(({ name }) => name),
  ).toEqual(["EU-WEST-PAR"]);
});

test("every OVHcloud region has a storage region on its ground, and other clouds may have none", () => {
  const beside = Object.fromEntries(euRegions("ovh").map((region) => [region.name, storageRegionOf(region).name]));
  expect(beside).toMatchObject({ "EU-WEST-PAR": "EU-WEST-PAR", GRA5: "GRA", GRA11: "GRA", DE1: "DE", WAW1: "WAW" });
  expect(() => storageRegionOf({ cloud: "ovh", name: "northeurope", failureDomain: "dublin" })).toThrow(
    /beside northeurope/,
  );
});
