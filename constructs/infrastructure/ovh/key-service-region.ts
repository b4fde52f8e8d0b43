import type { OvhStorageRegion, StorageRegion } from "../../../catalog";
import { Refusal } from "../../../language";

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

/** Region of the key service beside a storage region; throws a Refusal where none is known. */
export function keyServiceRegion({ name }: Pick<StorageRegion, "name">, where: string): string {
  const found = Object.entries(keyServiceRegions).find(([storage]) => storage === name);
  if (found !== undefined) return found[1];
  throw new Refusal("the key service", [
    {
      where,
      value: name,
      why: "is no region in which OVHcloud is known to offer its key service",
      wayOut: `choose one of ${Object.keys(keyServiceRegions).join(", ")}`,
    },
  ]);
}
