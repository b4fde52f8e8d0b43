import { databaseCluster, databaseDumps, footprints, planningDecisions, restoreDrill } from "../../catalog";
import { loki as logServers } from "../../catalog/footprints/loki";
import { objectGateway, objectReader, type StorageIdentity } from "../../language";
import { instanceName, ownerOf, type PlacedBucket, type StoreSite } from "../../planning/placement";

/** Days a backup can't be deleted: as long as logs and base backups can be restored from. */
export const backupLockDays = planningDecisions.backupRetention.value;

/** A bucket with everything that follows from its purpose. */
export interface Store {
  readonly bucket: PlacedBucket;
  readonly replicasIn: readonly PlacedBucket[];
  /** Live twins forget what people delete; backups and records never do. */
  readonly deletions: "copied" | "kept-out";
  /** Backups and their copies stand under keys that nothing else uses. */
  readonly backup: boolean;
  /** Days for which nobody deletes or overwrites what was written; absent where people may. */
  readonly lockDays?: number;
}

/** False where the customer's own administrator makes the bucket, whatever it is for. */
export const isMade = ({ bucket: { region } }: Pick<Store, "bucket">): boolean =>
  region.cloud !== "existing" || region.buckets === "bestek";

/** Someone with keys to buckets. */
export interface StoreUser {
  /** Unique at its site; also the name of its output. */
  readonly name: string;
  readonly buckets: readonly string[];
  /** First part of the names of the objects that it may touch; empty: of all. */
  readonly prefix: string;
  /** `append`: adds objects and hides none; `write`: the same, and reads none. */
  readonly access: "read-write" | "append" | "write" | "read";
  /** The service accounts whose pods it is, where pods act with an identity instead of keys; absent for people. */
  readonly pods?: PodAccounts;
}

/** Service accounts of one namespace that act as the same user. */
export interface PodAccounts {
  readonly namespace: string;
  readonly serviceAccounts: readonly string[];
}

export type { StoreSite } from "../../planning/placement";

/** User of a service's bucket at a site. */
export const bucketUser = (service: string, bucket: string): string => `${service}-${bucket}`;

/** User that reads the buckets of a service at a site, where that is an identity of its own. */
export const readingUser = (service: string): string => `read-${service}`;

/** User as which a workload of a service signs in. */
export function userAtStorage(service: string, identity: StorageIdentity): string {
  switch (identity.kind) {
    case "gateway":
      return bucketUser(service, identity.bucket);
    case "reader":
      return readingUser(service);
  }
}

/** User that carries the objects of a service's bucket at a site to where they survive it. */
export const copyUser = (service: string, bucket: string): string => `copy-${service}-${bucket}`;

/** User with which databases archive; both sites' databases follow each other's archive. */
export const archiveUser = "archive";

/** Namespace of the server that holds the secrets. */
const secretsNamespace = footprints["openbao"]?.namespace ?? "openbao";

/** Service account of those servers. */
const secretsAccount = footprints["openbao"]?.component ?? "openbao";

/** User that carries the secrets from the site that serves to the one that follows: sees snapshots, and no other backup. */
export const snapshotUser = "snapshots";

/** Where snapshots of the secrets lie in an archive, beside the folder of the databases. */
export const snapshotPrefix = "secrets/";

/** User that adds dumps of tenants' databases to an archive, and hides none. */
export const dumpUser = databaseDumps.account;

/** Where dumps lie in an archive. */
export const dumpPrefix = "dumps/";

/** Secret with its keys, where pods bear any. */
export const dumpKeys = "bucket-dumps";

/** User with which the log servers store and delete; the chart names their account after the release. */
export const logUser = "logs";

/** User with which people restore: sees every backup and its locked copy, and the journals, and changes none. */
export const restoreUser = "restore";

/** Identity with which OpenBao unseals, where a cloud knows pods; beside the users of object storage, and none of them. */
export const sealUser = "seal";

/** Buckets that the infrastructure of `site` makes. */
export function storesAt(placed: readonly PlacedBucket[], site: string, sites: readonly StoreSite[]): readonly Store[] {
  return placed
    .filter((bucket) => ownerOf(bucket, placed, sites) === site)
    .map((bucket) => ({
      bucket,
      replicasIn: placed.filter((other) => isReplicaOf(other, bucket)),
      ...keptAs(bucket.purpose),
    }));
}

/** Live objects and their copies forget what people delete, after a month of versions; backups and records never do. */
function keptAs(purpose: PlacedBucket["purpose"]): Pick<Store, "deletions" | "backup" | "lockDays"> {
  switch (purpose.kind) {
    case "service":
    case "copy":
      return purpose.lockDays === undefined
        ? { deletions: "copied", backup: false }
        : { deletions: "kept-out", backup: false, lockDays: purpose.lockDays };
    case "logs":
      return { deletions: "copied", backup: false };
    case "archive":
    case "locked-copy":
      return { deletions: "kept-out", backup: true, lockDays: backupLockDays };
  }
}

function isReplicaOf({ purpose }: PlacedBucket, { name }: PlacedBucket): boolean {
  switch (purpose.kind) {
    case "service":
      return purpose.replicaOf === name;
    case "copy":
    case "locked-copy":
      return purpose.of === name;
    case "archive":
    case "logs":
      return false;
  }
}

/**
 * Users of a site: one per bucket that its services write, one each for its databases' archives, its secrets, its logs and for restoring.
 * Every one of the site's database clusters, by their names, archives.
 */
export function storeUsersAt(
  placed: readonly PlacedBucket[],
  site: string,
  databases: readonly string[],
): readonly StoreUser[] {
  const names = (kinds: readonly PlacedBucket["purpose"]["kind"][]): readonly string[] =>
    placed.filter(({ purpose }) => kinds.includes(purpose.kind)).map(({ name }) => name);
  return [
    ...bucketUsersAt(placed, site),
    {
      name: archiveUser,
      buckets: names(["archive"]),
      prefix: "",
      access: "read-write",
      // The operator names each account after its cluster, and that of a drill is one.
      pods: { namespace: databaseCluster.namespace, serviceAccounts: [...databases, restoreDrill.name] },
    },
    {
      name: snapshotUser,
      buckets: names(["archive"]),
      prefix: snapshotPrefix,
      access: "read-write",
      // Who serves the secrets fetches them too, to see whether they open.
      pods: { namespace: secretsNamespace, serviceAccounts: [snapshotUser, secretsAccount] },
    },
    ...dumpUsersAt(placed, site, databases),
    ...logUsersAt(placed, site),
    {
      name: restoreUser,
      buckets: [...names(["archive", "locked-copy", "copy"]), ...journalsIn(placed)],
      prefix: "",
      access: "read",
    },
  ];
}

/** Who carries dumps: adds to the site's own archive alone. Nobody where there is no database. */
const dumpUsersAt = (
  placed: readonly PlacedBucket[],
  site: string,
  databases: readonly string[],
): readonly StoreUser[] =>
  databases.length === 0
    ? []
    : [
        {
          name: dumpUser,
          buckets: placed.flatMap(({ name, site: writer, purpose }) =>
            writer === site && purpose.kind === "archive" ? [name] : [],
          ),
          prefix: dumpPrefix,
          access: "append",
          pods: { namespace: databaseDumps.namespace, serviceAccounts: [databaseDumps.account] },
        },
      ];

/** Journals that services write: nobody in the cluster reads them, and so people do. */
const journalsIn = (placed: readonly PlacedBucket[]): readonly string[] =>
  placed.flatMap(({ name, purpose }) => (purpose.kind === "service" && purpose.journal === true ? [name] : []));

/** Who keeps the logs of a site in their bucket; nobody where they lie on a volume. */
const logUsersAt = (placed: readonly PlacedBucket[], site: string): readonly StoreUser[] =>
  placed.flatMap(({ name, site: writer, purpose }): readonly StoreUser[] =>
    writer === site && purpose.kind === "logs"
      ? [
          {
            name: logUser,
            buckets: [name],
            prefix: "",
            access: "read-write",
            pods: { namespace: logServers.namespace, serviceAccounts: [logServers.component] },
          },
        ]
      : [],
  );

/** A journal's writer reads nothing, but where the job that carries it off the site reads with the same keys. */
function writing(
  { lockDays, journal }: Extract<PlacedBucket["purpose"], { kind: "service" }>,
  { cloud }: PlacedBucket["region"],
): StoreUser["access"] {
  if (lockDays === undefined) return "read-write";
  return journal === true && cloud !== "existing" ? "write" : "append";
}

/** Users of a site that write one bucket each. */
export const bucketUsersAt = (placed: readonly PlacedBucket[], site: string): readonly StoreUser[] =>
  placed.flatMap(({ name, site: writer, purpose, region }): readonly StoreUser[] =>
    writer === site && purpose.kind === "service"
      ? [
          {
            name: bucketUser(purpose.service, purpose.bucket),
            buckets: [name],
            prefix: "",
            access: writing(purpose, region),
            pods: {
              namespace: instanceName(purpose.service, purpose.tenant),
              serviceAccounts: [objectGateway(purpose.bucket)],
            },
          },
        ]
      : [],
  );

/**
 * Users of a site that read what its services' buckets hold: one for each instance of a service, good for its own buckets there, journals left out, whichever
 * site serves. They change nothing.
 */
export function readingUsersAt(placed: readonly PlacedBucket[], site: string): readonly StoreUser[] {
  const held = new Map<string, StoreUser>();
  for (const { name, site: writer, purpose } of placed) {
    if (writer !== site || purpose.kind !== "service" || purpose.journal === true) continue;
    const namespace = instanceName(purpose.service, purpose.tenant);
    held.set(namespace, {
      name: readingUser(purpose.service),
      buckets: [...(held.get(namespace)?.buckets ?? []), name],
      prefix: "",
      access: "read",
      pods: { namespace, serviceAccounts: [objectReader] },
    });
  }
  return [...held.values()];
}

/**
 * Users of a site that carry its services' objects: each writes one bucket, the copy in the off-site region, or the other site's of the same
 * service. They stay the same whichever site serves.
 */
export const copyUsersAt = (placed: readonly PlacedBucket[], site: string): readonly StoreUser[] =>
  placed.flatMap(({ name, site: writer, purpose }): readonly StoreUser[] => {
    switch (purpose.kind) {
      case "copy":
        return writer === site ? [copier(name, purpose)] : [];
      case "service":
        return writer === site ? [] : [copier(name, purpose)];
      case "logs":
      case "archive":
      case "locked-copy":
        return [];
    }
  });

const copier = (
  target: string,
  { service, bucket, lockDays }: Extract<PlacedBucket["purpose"], { kind: "copy" | "service" }>,
): StoreUser => ({
  name: copyUser(service, bucket),
  buckets: [target],
  prefix: "",
  access: lockDays === undefined ? "read-write" : "append",
});
