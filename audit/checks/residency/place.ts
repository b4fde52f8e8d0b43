import {
  clouds,
  euMemberStates,
  euRegions,
  findRegion,
  outsideEu,
  ovhStorageRegions,
  type Cloud,
} from "../../../catalog";

/** Whether a place is known to lie in the European Union. */
export type Place =
  | { readonly kind: "eu" }
  /** Why not, as the end of a sentence that starts with the value. */
  | { readonly kind: "elsewhere"; readonly why: string };

const eu: Place = { kind: "eu" };

/** Whose names a block's attributes speak: by the first word of its type. Blocks of no cloud may name a region of any. */
export function cloudsOf(type: string): readonly Cloud[] {
  switch (type.split("_")[0]) {
    case "ovh":
    case "openstack":
      return ["ovh"];
    case "azurerm":
    case "azuread":
      return ["azure"];
    case "aws":
      return ["aws"];
    case undefined:
    default:
      return clouds;
  }
}

/** A region by the name that one of `candidates` gives it. */
export function regionPlace(name: string, candidates: readonly Cloud[]): Place {
  if (candidates.some((cloud) => isEuRegion(cloud, name))) return eu;
  const known = candidates.flatMap((cloud) => outsideEu(cloud, spelled(cloud, name)) ?? [])[0];
  return {
    kind: "elsewhere",
    why: known === undefined ? "is no EU region of the catalogue" : `lies in ${known.place}, outside the EU`,
  };
}

const isEuRegion = (cloud: Cloud, name: string): boolean =>
  findRegion(cloud, spelled(cloud, name)) !== undefined || (cloud === "ovh" && isOvhCampus(name));

/**
 * The S3 protocol writes OVHcloud's storage regions in small letters, and its newer products put a direction before the campus, such
 * as `eu-west-gra` for GRA. It is the campus that is looked up: the prefix proves nothing.
 */
const isOvhCampus = (name: string): boolean => ovhCampus(name) !== undefined;

function ovhCampus(name: string): (typeof ovhStorageRegions)[number] | undefined {
  const campus = /^eu-(?:north|east|south|west|central)-([a-z]+)$/.exec(name)?.[1];
  return ovhStorageRegions.find(
    (region) => region.name === name || region.name.toLowerCase() === name || region.name.toLowerCase() === campus,
  );
}

/** What burns together with a region, by the name that one of `candidates` gives it; undefined for names that none knows. */
export const failureDomainOf = (name: string, candidates: readonly Cloud[]): string | undefined =>
  candidates
    .map(
      (cloud) =>
        findRegion(cloud, spelled(cloud, name)) ?? (cloud === "ovh" ? (ovhCampus(name) ?? computeAt(name)) : undefined),
    )
    .find((region) => region !== undefined)?.failureDomain;

/** OVHcloud's regions of instances in small letters, as some of its products write them. */
const computeAt = (name: string) => euRegions("ovh").find((region) => region.name.toLowerCase() === name);

/** Azure takes "West Europe" for `westeurope`. */
const spelled = (cloud: Cloud, name: string): string =>
  cloud === "azure" ? name.toLowerCase().replaceAll(" ", "") : name;

/** A zone, or data centre, of some region. */
export const zonePlace = (name: string, candidates: readonly Cloud[]): Place =>
  candidates.some((cloud) => euRegions(cloud).some(({ zones }) => zones.some((zone) => zone === name)))
    ? eu
    : { kind: "elsewhere", why: "is no zone of an EU region of the catalogue" };

/** A country by its ISO 3166 code, as the customer names it for storage of its own. */
export const countryPlace = (code: string): Place =>
  euMemberStates.some((state) => state === code)
    ? eu
    : { kind: "elsewhere", why: `stands in ${code}, which is no member state of the EU` };

/** Hosts of object storage whose names say where they stand, with the cloud and the part that names the region. */
const storageHosts: readonly { readonly cloud: Cloud; readonly host: RegExp }[] = [
  {
    cloud: "ovh",
    host: /(?:^|[^\w-])(?:[\w.-]+\.)?(?:s3|storage)\.([a-z0-9-]+)\.(?:(?:io|perf)\.)?cloud\.ovh\.(?:net|us)/g,
  },
  { cloud: "aws", host: /s3(?:-fips)?(?:\.dualstack)?[.-]([a-z]+(?:-[a-z]+)+-\d)\.amazonaws\.(?:com|eu)/g },
];

/** AWS's address without a region is Northern Virginia; in a policy's `Service` it is the service's own name, and no place. */
const globalHost = /(?<!"Service":)(?:^|[^\w-])(?:[\w-]+\.)?s3\.amazonaws\.com/g;

/** Every host of object storage in a text, and where it stands. */
export const storagePlaces = (text: string): readonly { readonly host: string; readonly place: Place }[] =>
  domains.test(text) ? placesIn(text) : [];

/** One of these stands in every host of object storage that we know. */
const domains = /\.cloud\.ovh\.|\.amazonaws\./;

const placesIn = (text: string): readonly { readonly host: string; readonly place: Place }[] => [
  ...storageHosts.flatMap(({ cloud, host }) =>
    [...text.matchAll(host)].map(([match, region = ""]) => ({
      host: bare(match),
      place: hostPlace(cloud, region),
    })),
  ),
  ...[...text.matchAll(globalHost)].map(([match]) => ({
    host: bare(match),
    place: regionPlace("us-east-1", ["aws"]),
  })),
];

const bare = (match: string): string => match.replace(/^[^\w]+/, "");

/** Hosts are written in small letters; names of regions outside the EU are looked up as the catalogue writes them. */
function hostPlace(cloud: Cloud, region: string): Place {
  const place = regionPlace(region, [cloud]);
  return place.kind === "eu" || cloud !== "ovh" ? place : regionPlace(region.toUpperCase(), [cloud]);
}
