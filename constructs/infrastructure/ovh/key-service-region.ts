import type { OvhStorageRegion, StorageRegion } from "../../../catalog";
import type { Mistake } from "../../../language";

/**
 * Regions of OVHcloud's key management by the storage region on the same ground. Roubaix, Strasbourg and Paris:
 * OVHcloud docs, KMS architecture overview, 2025-06-18; Gravelines: OVHcloud docs, KMS for Hosted Private Cloud, 2024;
 * Warsaw: a user's report, 2026. None was found for Milan and Limburg.
 */
const keyServiceRegions: Readonly<Partial<Record<OvhStorageRegion, string>>> = {
  RBX: "eu-west-rbx",
  SBG: "eu-west-sbg",
  "EU-WEST-PAR": "eu-west-par",
  GRA: "eu-west-gra",
  WAW: "eu-central-waw",
};

/** Region of the key service beside a storage region, or why there is none. */
export function keyServiceRegion({ name }: Pick<StorageRegion, "name">, where: string): string | Mistake {
  const found = Object.entries(keyServiceRegions).find(([storage]) => storage === name);
  return (
    found?.[1] ?? {
      where,
      value: name,
      why: "is no region in which OVHcloud is known to offer its key service",
      wayOut: `choose one of ${Object.keys(keyServiceRegions).join(", ")}`,
    }
  );
}
