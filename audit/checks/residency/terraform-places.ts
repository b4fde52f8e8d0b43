import type { Facts, TerraformFact } from "../../facts";
import { dotted, parts, type JsonPath } from "../../facts/json";
import { cloudsOf, countryPlace, regionPlace, storagePlaces, zonePlace, type Place } from "./place";

/** Storage of the customer's own, by name. */
type OwnStorage = Facts["plan"]["storage"];

/** An attribute that says where something stands. */
export interface Located {
  readonly where: string;
  readonly value: string;
  /** Absent where only Terraform can tell: the value refers to something else. */
  readonly place?: Place;
}

const regionKey = /^(?:[a-z0-9_]+_)?(?:region|regions|region_name)$/;
const locationKey = /^(?:(?:linked_redis_cache|endpoint|firewall|target_resource|bound)_)?locations?$/;
const zoneKey = /^(?:[a-z]+_)*availability_zone(?:s|_name)?$/;

/**
 * Every attribute of a block that names a region, a zone, or a host of object storage. `own` is storage of the customer's, which
 * stands where the plan says: the region beside its endpoint is a name to sign requests for, and no place.
 */
export function locatedIn({ type, attributes }: TerraformFact, own: OwnStorage): readonly Located[] {
  const candidates = cloudsOf(type);
  const hosts = new Map(Object.values(own).map(({ host, country }) => [`https://${host}`, country]));
  const signed = new Set(
    parts(attributes).flatMap(([path, part]) => (typeof part === "string" && hosts.has(part) ? blockOf(path) : [])),
  );
  return parts(attributes).flatMap(([path, part]) => {
    if (typeof part !== "string" || part === "") return [];
    if (keyOf(path) === "region" && signed.has(dotted(path.slice(0, -1)))) return [];
    const country = hosts.get(part);
    if (country !== undefined) return [{ where: dotted(path), value: part, place: countryPlace(country) }];
    const key = keyOf(path);
    const where = dotted(path);
    const judge = (place: (name: string) => Place): readonly Located[] =>
      part.includes("${") ? [{ where, value: part }] : [{ where, value: part, place: place(part) }];
    if (regionKey.test(key) || locationKey.test(key)) return judge((name) => regionPlace(name, candidates));
    if (zoneKey.test(key) && !candidates.every((cloud) => cloud === "azure")) {
      return judge((name) => zonePlace(name, candidates));
    }
    return [
      ...storagePlaces(part).map(({ host, place }) => ({ where, value: host, place })),
      ...unknownEndpoint(path, part),
    ];
  });
}

/** Block that an S3 endpoint stands in. */
function blockOf(path: JsonPath): readonly string[] {
  const index = path.indexOf("endpoints");
  return index < 0 ? [] : [dotted(path.slice(0, index))];
}

/** Name of the attribute that holds a value, or the list that the value stands in. */
const keyOf = (path: JsonPath): string => path.filter((step) => typeof step === "string").at(-1) ?? "";

/** Endpoints of the S3 protocol that no rule can place. */
function unknownEndpoint(path: JsonPath, text: string): readonly Located[] {
  const key = keyOf(path);
  const isS3 = (key === "s3" && path.includes("endpoints")) || /^(?:aws_)?s3_endpoint$/.test(key);
  return isS3 && storagePlaces(text).length === 0 ? [{ where: dotted(path), value: text }] : [];
}
