import type { PlacedBucket } from "./bucket";

/** A site and the region of its object storage; undefined where none stands beside it. */
export interface StoreSite {
  readonly id: string;
  readonly region: string | undefined;
}

/**
 * Site whose stack makes a bucket: the one that it stands beside, so that a site can be built while the other one burns; what stands
 * beside no site belongs to the site that writes it, and a copy belongs where its source is, because the source's rule needs it first.
 */
export function ownerOf(bucket: PlacedBucket, placed: readonly PlacedBucket[], sites: readonly StoreSite[]): string {
  const { purpose } = bucket;
  const source =
    purpose.kind === "locked-copy" || purpose.kind === "copy"
      ? placed.find(({ name }) => name === purpose.of)
      : undefined;
  if (source !== undefined) return ownerOf(source, placed, sites);
  return sites.find(({ region }) => region === bucket.region.name)?.id ?? bucket.site;
}
