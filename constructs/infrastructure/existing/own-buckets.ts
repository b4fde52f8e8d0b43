import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { OwnStorage } from "../infrastructure";
import { retentionOf } from "../retention";
import { isMade, type Store } from "../stores";
import { OwnBucket, type OwnBucketProps } from "./own-bucket";
import { storageProvider } from "./storage-provider";

export interface OwnBucketsProps {
  readonly stores: readonly Store[];
  /** True where people work with it: locks on backups bind everyone, the storage's administrator included. */
  readonly production: boolean;
}

/** Makes every bucket that the storages let us make, each through its storage's own provider, and returns their names. */
export function makeOwnBuckets(scope: Construct, { stores, production }: OwnBucketsProps): readonly string[] {
  const providers = new Map<string, TerraformProvider>();
  return stores
    .filter(isMade)
    .flatMap((store) => {
      const { region: place, name } = store.bucket;
      if (place.cloud !== "existing") return [];
      const provider = providers.get(place.name) ?? storageProvider(scope, place);
      providers.set(place.name, provider);
      new OwnBucket(scope, `store-${name}`, { ...bucketProps(store, place, production), provider });
      return [name];
    })
    .sort();
}

function bucketProps(store: Store, { objectLock }: OwnStorage, production: boolean): Omit<OwnBucketProps, "provider"> {
  const { bucket, lockDays } = store;
  return {
    name: bucket.name,
    versions: objectLock,
    ...(lockDays !== undefined && objectLock
      ? { lock: { mode: production ? "COMPLIANCE" : "GOVERNANCE", days: lockDays } as const }
      : {}),
    retention: retentionOf(store),
    kept: production,
  };
}
