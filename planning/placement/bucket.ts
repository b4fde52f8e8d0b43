import { findRegion, findStorageRegion, storageRegionOf, type StorageRegion } from "../../catalog";
import { siteId, standbyOf, type Environment, type Site } from "../../environments/schema";
import { Refusal } from "../../language";
import { servicesOf } from "../../suites";

/** What a bucket is for, which decides its versioning, lock, replication and life cycle. */
export type BucketPurpose =
  /** Live objects of a service at one site, replicated to the other site's bucket. */
  | { readonly kind: "service"; readonly service: string; readonly bucket: string; readonly replicaOf?: string }
  /** Database logs and base backups of one site, kept in the other site's region, locked. */
  | { readonly kind: "archive" }
  /** Locked copy of an archive in the third region. */
  | { readonly kind: "locked-copy"; readonly of: string };

/** One bucket of the environment. */
export interface PlacedBucket {
  /** Globally unique name, at most 63 characters. */
  readonly name: string;
  /** Site that writes it. */
  readonly site: string;
  /** Where it stands. */
  readonly region: StorageRegion;
  readonly purpose: BucketPurpose;
}

/** Name of the bucket that a service uses at a site. */
export const serviceBucketName = (environment: Pick<Environment, "name">, bucket: string, site: string): string =>
  `${environment.name}-${bucket}-${site}`;

/** Name of the bucket that holds what the databases of a site archive. */
export const archiveBucketName = (environment: Pick<Environment, "name">, site: string): string =>
  `${environment.name}-archive-${site}`;

const lockedCopyName = (environment: Pick<Environment, "name">, site: string): string =>
  `${environment.name}-locked-${site}`;

/** Every site of the environment, the primary first. */
export function sitesOf(environment: Pick<Environment, "site" | "recovery">): readonly Site[] {
  const standby = standbyOf(environment);
  return standby === undefined ? [environment.site] : [environment.site, standby.site];
}

/** Site that serves; the other one, where there is one, stands by. */
export function activeSite(environment: Pick<Environment, "site" | "recovery">): Site {
  const standby = standbyOf(environment);
  const { recovery } = environment;
  return standby !== undefined && recovery.kind !== "backup-restore" && recovery.active === "standby"
    ? standby.site
    : environment.site;
}

/** Every bucket of the environment, in a stable order. */
export function placeBuckets(environment: Environment): readonly PlacedBucket[] {
  const sites = sitesOf(environment);
  const active = siteId(activeSite(environment));
  return sites.flatMap((site) => {
    const id = siteId(site);
    const others = sites.filter((other) => siteId(other) !== id);
    const offsite = others[0] === undefined ? offsiteOf(environment) : storageRegionAt(others[0]);
    const archive = archiveBucketName(environment, id);
    return [
      ...serviceBuckets(environment, site, active),
      placed(archive, id, offsite, { kind: "archive" }),
      ...(others[0] === undefined
        ? []
        : [placed(lockedCopyName(environment, id), id, offsiteOf(environment), { kind: "locked-copy", of: archive })]),
    ];
  });
}

function serviceBuckets(environment: Environment, site: Site, active: string): readonly PlacedBucket[] {
  const id = siteId(site);
  return servicesOf(environment).flatMap(({ name, needs }) =>
    Object.keys(needs.buckets ?? {}).map((bucket) =>
      placed(serviceBucketName(environment, bucket, id), id, storageRegionAt(site), {
        kind: "service",
        service: name,
        bucket,
        ...(id === active ? {} : { replicaOf: serviceBucketName(environment, bucket, active) }),
      }),
    ),
  );
}

/** Region of the copies that survive both sites: the archive, or the off-site region of a single site. */
export function offsiteOf({ recovery }: Pick<Environment, "recovery">): StorageRegion {
  const name = recovery.kind === "backup-restore" ? recovery.offsite : recovery.archive;
  const region = findStorageRegion(name);
  // The schema lets no other name through.
  if (region === undefined) throw new Error(`${name} is no storage region`);
  return region;
}

/** Object storage next to a site. */
export function storageRegionAt(site: Site): StorageRegion {
  const region = site.kind === "ovh" ? findRegion("ovh", site.region) : undefined;
  if (region !== undefined) return storageRegionOf(region);
  throw new Refusal(`site "${siteId(site)}"`, [
    {
      where: "site.kind",
      value: site.kind,
      why: "has no object storage that this version can place buckets in",
      wayOut: 'use an ovh site; "bestek plan" and "bestek size" work for every cloud',
    },
  ]);
}

const placed = (name: string, site: string, region: StorageRegion, purpose: BucketPurpose): PlacedBucket => ({
  name,
  site,
  region,
  purpose,
});
