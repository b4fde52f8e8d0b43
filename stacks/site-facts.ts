import { carriesObjects, readsAsItself, siteId, standbyOf, type Environment, type Site } from "../environments/schema";
import {
  placeBuckets,
  placeDatabaseClusters,
  placeTenantBuckets,
  publicPorts,
  sitesOf,
  storageAt,
  type PlacedBucket,
} from "../planning/placement";
import {
  bucketUsersAt,
  copyUsersAt,
  readingUsersAt,
  storesAt,
  storeUsersAt,
  type Store,
  type StoreSite,
  type StoreUser,
} from "../constructs/infrastructure/stores";

/** Where a site stands in the environment's facts, as refusals name it. */
export function placeOf(environment: Environment, site: Site): string {
  const standby = standbyOf(environment);
  return standby !== undefined && siteId(standby.site) === siteId(site) ? standby.where : "site";
}

/** Buckets that stand at a site, and the users whose keys it needs. */
export function storageOf(
  environment: Environment,
  site: Site,
): {
  readonly stores: readonly Store[];
  readonly users: readonly StoreUser[];
  readonly placed: readonly PlacedBucket[];
} {
  const placed = placeBuckets(environment);
  return {
    stores: storesAt(placed, siteId(site), storeSites(environment)),
    users: [
      ...storeUsersAt(
        placed,
        siteId(site),
        placeDatabaseClusters(environment).map(({ name }) => name),
      ),
      ...readers(environment, placed, site),
      ...carriers(environment, placed, site),
    ],
    placed,
  };
}

/** Buckets of one tenant that stand at a site, and the users whose keys it needs there. */
export function tenantStorageOf(
  environment: Environment,
  tenant: string,
  site: Site,
): { readonly stores: readonly Store[]; readonly users: readonly StoreUser[] } {
  const placed = placeTenantBuckets(environment, tenant);
  return {
    stores: storesAt(placed, siteId(site), storeSites(environment)),
    users: [
      ...bucketUsersAt(placed, siteId(site)),
      ...readers(environment, placed, site),
      ...carriers(environment, placed, site),
    ],
  };
}

const carriers = (environment: Environment, placed: readonly PlacedBucket[], site: Site): readonly StoreUser[] =>
  carriesObjects(environment) ? copyUsersAt(placed, siteId(site)) : [];

const readers = (environment: Environment, placed: readonly PlacedBucket[], site: Site): readonly StoreUser[] =>
  readsAsItself(environment) ? readingUsersAt(placed, siteId(site)) : [];

const storeSites = (environment: Environment): readonly StoreSite[] =>
  sitesOf(environment).map((site) => ({ id: siteId(site), region: storageAt(site)?.name }));

/** A user of a site that every environment has, by its name. */
export function storeUserOf(environment: Environment, site: Site, name: string): StoreUser {
  const found = storageOf(environment, site).users.find((user) => user.name === name);
  if (found === undefined) throw new Error(`site ${siteId(site)} has no user ${name}`);
  return found;
}

/** Ports of the public entry: the web's two, and those that services expose. */
export function entryPorts(environment: Environment): readonly number[] {
  const { tcp, tls } = publicPorts(environment);
  return [...new Set([80, 443, ...tcp, ...tls])].sort((a, b) => a - b);
}
