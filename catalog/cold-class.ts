import type { Figure } from "../language";
import type { Cloud } from "./cloud";
import { objectStorage, type ObjectStorageClass } from "./object-storage";
import { findStorageRegion } from "./storage-region";

/** Where a locked backup grows cold, in a region of one cloud's object storage. */
export type ColdClass =
  | {
      readonly kind: "class";
      /** As the life cycle wants it. */
      readonly name: string;
      /** Longest wait before an object can be read; absent: none. */
      readonly retrieval?: Figure<"s">;
    }
  | { readonly kind: "none"; readonly because: string };

/**
 * The coldest class that locks objects, keeps them in as many data centres as before, and takes them from there by a life cycle. OVHcloud's tape locks nothing, and
 * in one data centre it has no other class; Azure's archive tier stands in one data centre, so that it is the one before it.
 */
export function coldClass(cloud: Cloud, region: string): ColdClass {
  switch (cloud) {
    case "ovh":
      return findStorageRegion(region)?.zoneCount === 3
        ? named(cloud, "STANDARD_IA")
        : {
            kind: "none",
            because: `OVHcloud has no class in ${region} that is colder than standard and locks objects`,
          };
    case "azure":
      return named(cloud, "Cold");
    case "aws":
      return named(cloud, "DEEP_ARCHIVE");
  }
}

function named(cloud: Cloud, name: string): ColdClass {
  const found = objectStorage(cloud).find((candidate): candidate is ObjectStorageClass => candidate.name === name);
  if (found?.lockable !== true) throw new Error(`${cloud} has no class ${name} that locks objects`);
  return { kind: "class", name, ...(found.retrieval === undefined ? {} : { retrieval: found.retrieval }) };
}
