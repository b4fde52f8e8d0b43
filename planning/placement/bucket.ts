import { findRegion, storageRegionOf } from "../../catalog";
import { siteId, standbyOf, type Environment, type Site, type StoragePlace } from "../../environments/schema";
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
  readonly region: StoragePlace;
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
    const offsite = others[0] === undefined ? offsiteOf(environment) : storageAt(others[0]);
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
      placed(serviceBucketName(environment, bucket, id), id, storageAt(site), {
        kind: "service",
        service: name,
        bucket,
        ...(id === active ? {} : { replicaOf: serviceBucketName(environment, bucket, active) }),
      }),
    ),
  );
}

/** Region of the copies that survive both sites: the archive, or the off-site region of a single site. */
export const offsiteOf = ({ recovery }: Pick<Environment, "recovery">): StoragePlace =>
  recovery.kind === "backup-restore" ? recovery.offsite : recovery.archive;

/** Object storage next to a site. */
export function storageAt(site: Site): StoragePlace {
  switch (site.kind) {
    case "ovh":
    case "azure":
    case "aws": {
      const region = findRegion(site.kind, site.region);
      // The schema lets no other region through.
      if (region === undefined) throw new Error(`${site.region} is no region of ${site.kind}`);
      return storageRegionOf(region);
    }
    case "existing":
      return {
        cloud: "existing",
        name: site.name,
        host: site.objectStorage,
        region: "us-east-1",
        country: site.country,
        failureDomain: site.name,
      };
  }
}

/** Region that S3 requests to a place are signed for. */
export const signingRegion = (place: StoragePlace): string =>
  place.cloud === "existing" ? place.region : place.name.toLowerCase();

const placed = (name: string, site: string, region: StoragePlace, purpose: BucketPurpose): PlacedBucket => ({
  name,
  site,
  region,
  purpose,
});
