import { findRegion, findStorageRegion } from "../../catalog";
import type { SiteFacts, StoragePlaceFacts } from "bestek";

/** Campus of a site: what shares it burns with it. */
export const groundOf = (site: SiteFacts): string =>
  site.kind === "existing" ? site.name : (findRegion(site.kind, site.region)?.failureDomain ?? "unknown");

/** Campus of a place of object storage. */
export const groundOfPlace = (place: StoragePlaceFacts): string =>
  typeof place === "string" ? (findStorageRegion(place)?.failureDomain ?? "unknown") : place.failureDomain;

/** The first candidate on ground of its own; the first of all where none is. */
export function apart<T>(candidates: readonly [T, ...T[]], ground: (of: T) => string, taken: readonly string[]): T {
  return candidates.find((candidate) => !taken.includes(ground(candidate))) ?? candidates[0];
}
