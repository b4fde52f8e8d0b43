import { findRegion, storageRegionOf } from "../../catalog";
import {
  asOwnStorage,
  carriesObjects,
  siteId,
  standbyOf,
  type Environment,
  type Site,
  type StoragePlace,
} from "../../environments/schema";
import type { Cidr } from "../../language";
import { fitName } from "./fit-name";
import { lockOf, type Lock } from "./lock-of";
import { servicesFor } from "./services-for";
import { isSite, servingOf, sitesOf } from "./serving";

/** What a bucket is for, which decides its versioning, lock, replication and life cycle. */
export type BucketPurpose =
  /** Live objects of a service at one site, replicated to the other site's bucket. */
  | {
      readonly kind: "service";
      readonly service: string;
      readonly bucket: string;
      /** Whose objects they are, where each tenant has its own. */
      readonly tenant?: string;
      readonly replicaOf?: string;
      /** Days for which nobody deletes or overwrites what was written; absent where people may. */
      readonly lockDays?: number;
      /** True where the lock is the bucket's own, and its writer need not read it. */
      readonly journal?: true;
    }
  /** Copy of a service's bucket in the off-site region: of a single site's, or of one that is kept inside a cluster. */
  | {
      readonly kind: "copy";
      readonly of: string;
      readonly service: string;
      readonly bucket: string;
      readonly tenant?: string;
      /** As those of the bucket that it is the copy of. */
      readonly lockDays?: number;
      readonly journal?: true;
    }
  /** Logs of every pod of one site; they outlive no site, and nothing restores them. */
  | { readonly kind: "logs" }
  /** Database logs, base backups and snapshots of the secrets of one site, kept in another region, locked. */
  | { readonly kind: "archive" }
  /** Locked copy of an archive in a region that is neither the archive's nor the site's. */
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

/** Name of the bucket that a service uses at a site, one tenant's where each has its own. */
export const serviceBucketName = (
  { name }: Pick<Environment, "name">,
  bucket: string,
  site: string,
  tenant?: string,
): string => (tenant === undefined ? `${name}-${bucket}-${site}` : fitName([name, tenant, bucket, site], 63));

/** Name of the bucket that holds what the databases of a site archive. */
export const archiveBucketName = (environment: Pick<Environment, "name">, site: string): string =>
  `${environment.name}-archive-${site}`;

/** Name of the bucket that holds the logs of a site. */
export const logBucketName = ({ name }: Pick<Environment, "name">, site: string): string => `${name}-logs-${site}`;

const lockedCopyName = (environment: Pick<Environment, "name">, site: string): string =>
  `${environment.name}-locked-${site}`;

/** Name of the copy of a service's bucket in the off-site region of a single site. */
export const copyBucketName = (
  { name }: Pick<Environment, "name">,
  bucket: string,
  site: string,
  tenant?: string,
): string =>
  tenant === undefined ? `${name}-${bucket}-${site}-copy` : fitName([name, tenant, bucket, site, "copy"], 63);

/** Every bucket outside the clusters but those of single tenants, in a stable order. */
export function placeBuckets(environment: Environment): readonly PlacedBucket[] {
  const standby = standbyOf(environment)?.site;
  const third = offsiteOf(environment);
  if (standby === undefined) {
    const id = siteId(environment.site);
    return [
      ...serviceBuckets(environment, environment.site),
      ...copies(environment, environment.site),
      placed(archiveBucketName(environment, id), id, third, { kind: "archive" }),
      ...logBuckets(environment),
    ];
  }
  // A standby without storage beside it leaves both archives in the third region.
  const beside = storageAt(standby) ?? third;
  // Nothing that the standby needs stands beside the primary: its own archive keeps to the third region.
  return [
    ...serviceBuckets(environment, environment.site),
    ...copies(environment, environment.site),
    ...archives(environment, environment.site, beside, third),
    ...serviceBuckets(environment, standby),
    ...copies(environment, standby),
    ...archives(environment, standby, third, beside),
    ...logBuckets(environment),
  ];
}

/** Where logs are kept: in a bucket beside each site, or on a volume in each where a site has no object storage beside it. */
export const logStoreOf = (environment: Pick<Environment, "site" | "recovery">): "bucket" | "volume" =>
  sitesOf(environment).every((site) => storageAt(site) !== undefined) ? "bucket" : "volume";

/** Logs stay beside the site that writes them: they tell of it, and go with it. */
function logBuckets(environment: Environment): readonly PlacedBucket[] {
  if (logStoreOf(environment) === "volume") return [];
  return sitesOf(environment).flatMap((site) => {
    const place = storageAt(site);
    const id = siteId(site);
    return place === undefined ? [] : [placed(logBucketName(environment, id), id, place, { kind: "logs" })];
  });
}

/** What the databases of a site archive, and the copy of it that survives the archive's own region. */
function archives(
  environment: Environment,
  site: Site,
  region: StoragePlace,
  copy: StoragePlace,
): readonly PlacedBucket[] {
  const id = siteId(site);
  const archive = archiveBucketName(environment, id);
  return [
    placed(archive, id, region, { kind: "archive" }),
    ...(region.name === copy.name
      ? []
      : [placed(lockedCopyName(environment, id), id, copy, { kind: "locked-copy", of: archive })]),
  ];
}

/** Every bucket of one tenant, in a stable order. */
export const placeTenantBuckets = (environment: Environment, tenant: string): readonly PlacedBucket[] => [
  ...sitesOf(environment).flatMap((site) => serviceBuckets(environment, site, tenant)),
  ...sitesOf(environment).flatMap((site) => copies(environment, site, tenant)),
];

function serviceBuckets(environment: Environment, site: Site, tenant?: string): readonly PlacedBucket[] {
  const id = siteId(site);
  const serving = servingOf(environment);
  const place = storageAt(site);
  if (keeperOf(environment) === "cluster" || place === undefined) return [];
  return bucketsOf(environment, tenant).map(({ service, bucket, ...lock }) =>
    placed(serviceBucketName(environment, bucket, id, tenant), id, place, {
      kind: "service",
      service,
      bucket,
      ...lock,
      ...(tenant === undefined ? {} : { tenant }),
      ...(serving.kind === "followed" && isSite(serving.follower, site)
        ? { replicaOf: serviceBucketName(environment, bucket, siteId(serving.site), tenant) }
        : {}),
    }),
  );
}

/** Copies in the off-site region: where no other site has a bucket of the same name, and somebody fills them. */
function copies(environment: Environment, site: Site, tenant?: string): readonly PlacedBucket[] {
  const id = siteId(site);
  const wanted =
    keeperOf(environment) === "cluster" ? carriesObjects(environment) : standbyOf(environment) === undefined;
  if (!wanted) return [];
  return bucketsOf(environment, tenant).map(({ service, bucket, ...lock }) =>
    placed(copyBucketName(environment, bucket, id, tenant), id, offsiteOf(environment), {
      kind: "copy",
      of: serviceBucketName(environment, bucket, id, tenant),
      service,
      bucket,
      ...lock,
      ...(tenant === undefined ? {} : { tenant }),
    }),
  );
}

/** Buckets that services need, of one tenant where one is named. */
const bucketsOf = (
  environment: Environment,
  tenant: string | undefined,
): readonly ({ readonly service: string; readonly bucket: string } & Partial<Lock>)[] =>
  servicesFor(environment, tenant).flatMap(({ name, needs }) =>
    Object.entries(needs.buckets ?? {}).map(([bucket, need]) => ({
      service: name,
      bucket,
      ...lockOf(environment, need),
    })),
  );

/**
 * Where a job carries the objects of a bucket of a site: to the site that follows, or to the off-site region. Undefined where the storage
 * copies them itself, for a site that follows, and where the other site may be gone.
 */
export function copyTargetOf(
  environment: Environment,
  site: Site,
  bucket: string,
  tenant?: string,
): { readonly name: string; readonly place: StoragePlace } | undefined {
  if (!carriesObjects(environment)) return undefined;
  const offsite = {
    name: copyBucketName(environment, bucket, siteId(site), tenant),
    place: offsiteOf(environment),
  };
  if (keeperOf(environment) === "cluster") return offsite;
  const serving = servingOf(environment);
  switch (serving.kind) {
    case "alone":
      return offsite;
    case "followed": {
      const place = storageAt(serving.follower);
      return place === undefined || !isSite(serving.site, site)
        ? undefined
        : { name: serviceBucketName(environment, bucket, siteId(serving.follower), tenant), place };
    }
    case "survivor":
      return undefined;
  }
}

/** Region of the copies that survive both sites: the archive, or the off-site region of a single site. */
export const offsiteOf = ({ recovery }: Pick<Environment, "recovery">): StoragePlace =>
  recovery.kind === "backup-restore" ? recovery.offsite : recovery.archive;

/** Who keeps the objects of services: storage beside the site, or a store that runs in its cluster. */
export const keeperOf = ({ parts }: Pick<Environment, "parts">): "provider" | "cluster" =>
  parts.objects === "provider" ? "provider" : "cluster";

/** Whose bucket it is, where each tenant has its own. */
export const tenantOf = (purpose: BucketPurpose): string | undefined => {
  switch (purpose.kind) {
    case "service":
    case "copy":
      return purpose.tenant;
    case "logs":
    case "archive":
    case "locked-copy":
      return undefined;
  }
};

/** Object storage next to a site; undefined where the customer has none there. */
export function storageAt(site: Site): StoragePlace | undefined {
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
      return site.objects === undefined ? undefined : asOwnStorage(site.objects);
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

/** Private networks in which the customer's own storages answer: those beside the sites, and that of the copies. */
export function ownStorageNetworks(environment: Pick<Environment, "site" | "recovery">): readonly Cidr[] {
  const places = [...sitesOf(environment).map(storageAt), offsiteOf(environment)];
  const networks = places.flatMap((place) => (place?.cloud === "existing" ? place.networks : []));
  return networks.filter(
    (network, index) => networks.findIndex((other) => other.toString() === network.toString()) === index,
  );
}
