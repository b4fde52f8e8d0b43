import {
  encryptedStorageClass,
  findRegion,
  storageRegionOf,
  type Cloud,
  type Region,
  type StorageClass,
} from "../catalog";
import { siteId, type Site } from "../environments/schema";

/** Where object storage of a cloud stands. */
export interface ObjectPlace {
  readonly cloud: Cloud;
  /** Region of object storage, which for OVHcloud differs from the region of instances. */
  readonly region: string;
}

/** What the catalogue knows about the place of a site. */
export type SiteWorld =
  | {
      readonly kind: "cloud";
      readonly id: string;
      readonly cloud: Cloud;
      readonly region: Region;
      /** Undefined where the region offers no encrypted block storage. */
      readonly storageClass: StorageClass | undefined;
      readonly objects: ObjectPlace;
    }
  /** A cluster that the customer runs: neither its machines nor its prices are known. */
  | { readonly kind: "existing"; readonly id: string };

export function worldOf(site: Site): SiteWorld {
  const id = siteId(site);
  switch (site.kind) {
    case "existing":
      return { kind: "existing", id };
    case "ovh":
    case "azure":
    case "aws": {
      const region = findRegion(site.kind, site.region);
      // The schema lets no other region through.
      if (region === undefined) throw new Error(`${site.region} is no region of ${site.kind}`);
      const place = storageRegionOf(region).name;
      return {
        kind: "cloud",
        id,
        cloud: site.kind,
        region,
        storageClass: encryptedStorageClass(site.kind, region.name),
        objects: { cloud: site.kind, region: place },
      };
    }
  }
}
