import { databaseCluster } from "../../catalog";
import { objectGateway } from "../../language";
import type { PlacedBucket } from "../../planning/placement";

/** A bucket with everything that follows from its purpose. */
export interface Store {
  readonly bucket: PlacedBucket;
  readonly replicasIn: readonly PlacedBucket[];
  /** Live twins forget what people delete; backups never do. */
  readonly deletions: "copied" | "kept-out";
  /** Backups and their copies can't be deleted before their time. */
  readonly locked: boolean;
}

/** Someone with keys to buckets. */
export interface StoreUser {
  /** Unique at its site; also the name of its output. */
  readonly name: string;
  readonly buckets: readonly string[];
  readonly access: "read-write" | "read";
  /** The service account whose pods it is, where pods act with an identity instead of keys; absent for people. */
  readonly pods?: { readonly namespace: string; readonly serviceAccount: string };
}

/** A site and the region of its object storage. */
export interface StoreSite {
  readonly id: string;
  readonly region: string;
}

/** User of a service's bucket at a site. */
export const bucketUser = (service: string, bucket: string): string => `${service}-${bucket}`;

/** User with which databases archive; both sites' databases follow each other's archive. */
export const archiveUser = "archive";

/** User with which people restore: sees every backup and its locked copy, changes none. */
export const restoreUser = "restore";

/**
 * Buckets that the infrastructure of `site` makes: those that stand beside it, so that a site can be built while the
 * other one burns; what stands beside no site belongs to the site that writes it.
 */
export function storesAt(placed: readonly PlacedBucket[], site: string, sites: readonly StoreSite[]): readonly Store[] {
  return placed
    .filter((bucket) => ownerOf(bucket, placed, sites) === site)
    .map((bucket) => ({
      bucket,
      replicasIn: placed.filter((other) => isReplicaOf(other, bucket)),
      deletions: bucket.purpose.kind === "service" ? "copied" : "kept-out",
      locked: bucket.purpose.kind !== "service",
    }));
}

function ownerOf(bucket: PlacedBucket, placed: readonly PlacedBucket[], sites: readonly StoreSite[]): string {
  const { purpose } = bucket;
  // A copy belongs where its source is, because the source's rule needs it first.
  const source = purpose.kind === "locked-copy" ? placed.find(({ name }) => name === purpose.of) : undefined;
  if (source !== undefined) return ownerOf(source, placed, sites);
  return sites.find(({ region }) => region === bucket.region.name)?.id ?? bucket.site;
}

function isReplicaOf({ purpose }: PlacedBucket, { name }: PlacedBucket): boolean {
  switch (purpose.kind) {
    case "service":
      return purpose.replicaOf === name;
    case "locked-copy":
      return purpose.of === name;
    case "archive":
      return false;
  }
}

/** Users of a site: one per bucket that its services write, one for its databases' archives, one for restoring. */
export function storeUsersAt(placed: readonly PlacedBucket[], site: string): readonly StoreUser[] {
  const names = (kinds: readonly PlacedBucket["purpose"]["kind"][]): readonly string[] =>
    placed.filter(({ purpose }) => kinds.includes(purpose.kind)).map(({ name }) => name);
  return [
    ...placed.flatMap(({ name, site: writer, purpose }): readonly StoreUser[] =>
      writer === site && purpose.kind === "service"
        ? [
            {
              name: bucketUser(purpose.service, purpose.bucket),
              buckets: [name],
              access: "read-write",
              pods: { namespace: purpose.service, serviceAccount: objectGateway(purpose.bucket) },
            },
          ]
        : [],
    ),
    {
      name: archiveUser,
      buckets: names(["archive"]),
      access: "read-write",
      // The operator names the account after the cluster.
      pods: { namespace: databaseCluster.namespace, serviceAccount: databaseCluster.name },
    },
    { name: restoreUser, buckets: names(["archive", "locked-copy"]), access: "read" },
  ];
}
