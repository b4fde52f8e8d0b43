import { siteId, type Environment, type Site } from "../environments/schema";
import {
  ownerOf,
  placeBuckets,
  placeTenantBuckets,
  sitesOf,
  storageAt,
  tenantIds,
  type PlacedBucket,
} from "./placement";

/** Keys of one site at AWS beside those of objects: secrets of the Kubernetes API, logs, disks. */
const ofEachSite = ["cluster", "logs", "disks"];

/** Keys that an environment has in the cloud's key management; undefined where nobody counted, or where the customer keeps them. */
export function keyCount(environment: Environment): number | undefined {
  switch (environment.site.kind) {
    case "ovh":
      // The seal's; OVHcloud's disks and buckets have keys of its own, which cost nothing.
      return 1;
    case "aws":
      return awsKeys(environment);
    case "azure":
    case "existing":
      return undefined;
  }
}

function awsKeys(environment: Environment): number {
  const sites = sitesOf(environment);
  const seal = 1;
  // Every tenant has the same services, and so as many keys as any other.
  const [tenant, ...others] = tenantIds(environment);
  const ofTenants =
    tenant === undefined ? 0 : objectKeys(sites, placeTenantBuckets(environment, tenant)) * (1 + others.length);
  return seal + sites.length * ofEachSite.length + objectKeys(sites, placeBuckets(environment)) + ofTenants;
}

/** No key of KMS is used outside its region: each site has one for the objects of each region, and another for backups there. */
function objectKeys(sites: readonly Site[], placed: readonly PlacedBucket[]): number {
  const beside = sites.map((site) => ({ id: siteId(site), region: storageAt(site)?.name }));
  const keys = [
    ...beside.map(({ id, region }) => `${id} ${region ?? ""} objects`),
    ...placed.map(
      (bucket) =>
        `${ownerOf(bucket, placed, beside)} ${bucket.region.name} ${isBackup(bucket) ? "backups" : "objects"}`,
    ),
  ];
  return new Set(keys).size;
}

function isBackup({ purpose: { kind } }: PlacedBucket): boolean {
  switch (kind) {
    case "service":
    case "copy":
    case "logs":
      return false;
    case "archive":
    case "locked-copy":
      return true;
  }
}
