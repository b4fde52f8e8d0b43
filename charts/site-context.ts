import { encryptedStorageClass, ownSnapshotClass, type StorageClass } from "../catalog";
import { siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { activeSite, awsNames, keyAliasArn } from "../planning/placement";

/** One site of one environment, as its charts see it. */
export interface SiteContext {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly site: Site;
  readonly id: string;
  /** Whose charts they are, where each tenant has its own. */
  readonly tenant?: string;
  /** True where this site serves. */
  readonly active: boolean;
  /** Name of the class of encrypted volumes. */
  readonly storageClass: string;
  /** Name of the class of encrypted volumes that go when their claim goes. */
  readonly scratchStorageClass: string;
  /** Name of the class of snapshots; undefined where the customer's cluster has none. */
  readonly snapshotClass: string | undefined;
  /** The class itself, where it is ours to create. */
  readonly ownStorageClass: StorageClass | undefined;
}

export function siteContext(environment: Environment, plan: Plan, site: Site): SiteContext {
  const id = siteId(site);
  const storage = site.kind === "existing" ? undefined : encryptedStorageClass(site.kind, site.region);
  const storageClass = site.kind === "existing" ? site.storageClass.name : (storage?.name ?? "");
  const ownStorageClass = storage === undefined ? undefined : ownClass(environment, site, storage);
  return {
    environment,
    plan,
    site,
    id,
    active: id === siteId(activeSite(environment)),
    storageClass,
    scratchStorageClass: ownStorageClass === undefined ? storageClass : scratchClassName(ownStorageClass.name),
    snapshotClass: site.kind === "existing" ? site.storageClass.snapshots : ownSnapshotClass,
    ownStorageClass,
  };
}

/** Ours keep volumes whose claims are gone; the clouds' own classes delete them. */
export const scratchClassName = (storageClass: string): string => `${storageClass}-scratch`;

/** The class as it stands at a site: at AWS volumes are encrypted with the site's own key. */
function ownClass({ name }: Environment, site: Site, storage: StorageClass): StorageClass | undefined {
  const { origin } = storage;
  if (origin.kind === "cloud") return undefined;
  switch (site.kind) {
    case "aws": {
      const kmsKeyId = keyAliasArn(site, awsNames.diskKey(`${name}-${siteId(site)}`));
      return { ...storage, origin: { ...origin, parameters: { ...origin.parameters, kmsKeyId } } };
    }
    case "ovh":
    case "azure":
    case "existing":
      return storage;
  }
}
