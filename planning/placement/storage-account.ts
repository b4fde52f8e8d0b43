import { createHash } from "node:crypto";
import { tenantOf, type BucketPurpose, type PlacedBucket } from "./bucket";
import { fitName } from "./fit-name";

/** The storage account of Azure in which a bucket is a container. */
export interface StorageAccount {
  /** Unique in the world: at most 24 small letters and digits. */
  readonly name: string;
  /** What all its containers are for. */
  readonly kind: StorageAccountKind;
  /** Resource group of its own, so that nothing that takes a site down takes it along. */
  readonly resourceGroup: string;
  /** Id in the resource manager; known before the account is, so that one stack can speak of another one's. */
  readonly id: string;
}

export type StorageAccountKind = "objects" | "copies" | "archive" | "locked" | "logs" | "records" | "twins";

/** Whose account it is. */
export interface AccountOwner {
  readonly environment: string;
  readonly subscription: string;
}

/** Characters that Azure gives a resource group (Microsoft Learn: naming rules, 2026). */
const longestGroup = 90;

/**
 * The account of a bucket: one for the services of a site, one for their off-site copies, one each for records and their copies, which are locked, one each for a
 * journal and its copy, because a lock is the account's, one for its archive, one for the archive's locked copy; each tenant has its own of the first four. A subscription may hold 250 accounts in a region (Microsoft Learn: scalability targets, 2025), so that a bucket does
 * not get one of its own.
 */
export function storageAccountOf(
  { environment, subscription }: AccountOwner,
  { site, region, purpose }: Pick<PlacedBucket, "site" | "region" | "purpose">,
): StorageAccount {
  const kind = kindOf(purpose);
  const tenant = tenantOf(purpose);
  const place = [...(tenant === undefined ? [] : [tenant]), ...journalOf(purpose), site];
  const name = `${kind}${hash([subscription, environment, kind, ...place, region.name].join("/"))}`;
  const resourceGroup = fitName([environment, kind, ...place], longestGroup);
  return {
    name,
    kind,
    resourceGroup,
    id: `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${name}`,
  };
}

/** Sixteen characters tell 2^64 accounts apart; seven are left for the kind. */
const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** The bucket's own name where its lock is its own, as one part of a path; nothing elsewhere. */
export function journalOf(purpose: BucketPurpose): readonly string[] {
  switch (purpose.kind) {
    case "service":
    case "copy":
      return purpose.journal === true ? [purpose.bucket] : [];
    case "archive":
    case "locked-copy":
    case "logs":
      return [];
  }
}

function kindOf(purpose: BucketPurpose): StorageAccountKind {
  switch (purpose.kind) {
    case "service":
      return purpose.lockDays === undefined ? "objects" : "records";
    case "logs":
      return "logs";
    case "copy":
      return purpose.lockDays === undefined ? "copies" : "twins";
    case "archive":
      return "archive";
    case "locked-copy":
      return "locked";
  }
}
