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
      /** Machine type that the architect chose; undefined where planning chooses. */
      readonly machine: string | undefined;
    }
  /** A cluster that the customer runs: its prices are not known, and of its machines what the customer says. */
  | {
      readonly kind: "existing";
      readonly id: string;
      readonly zones: readonly string[];
      /** Undefined where the customer does not say. */
      readonly nodes: OwnNodes | undefined;
      readonly zoneBound: boolean;
    };

/** What one node of a customer's cluster leaves to pods, and how many there are. */
export type OwnNodes = NonNullable<Extract<Site, { kind: "existing" }>["nodes"]>;

export function worldOf(site: Site): SiteWorld {
  const id = siteId(site);
  switch (site.kind) {
    case "existing":
      return {
        kind: "existing",
        id,
        zones: site.zones,
        nodes: site.nodes,
        zoneBound: site.storageClass.zoneBound,
      };
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
        machine: site.machine,
      };
    }
  }
}
