import type { TerraformFact } from "../../facts";
import { dotted, parts, type JsonPath } from "../../facts/json";
import { cloudsOf, regionPlace, storagePlaces, zonePlace, type Place } from "./place";

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

/** Every attribute of a block that names a region, a zone, or a host of object storage. */
export function locatedIn({ type, attributes }: TerraformFact): readonly Located[] {
  const candidates = cloudsOf(type);
  return parts(attributes).flatMap(([path, part]) => {
    if (typeof part !== "string" || part === "") return [];
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

/** Name of the attribute that holds a value, or the list that the value stands in. */
const keyOf = (path: JsonPath): string => path.filter((step) => typeof step === "string").at(-1) ?? "";

/** Endpoints of the S3 protocol that no rule can place. */
function unknownEndpoint(path: JsonPath, text: string): readonly Located[] {
  const key = keyOf(path);
  const isS3 = (key === "s3" && path.includes("endpoints")) || /^(?:aws_)?s3_endpoint$/.test(key);
  return isS3 && storagePlaces(text).length === 0 ? [{ where: dotted(path), value: text }] : [];
}
