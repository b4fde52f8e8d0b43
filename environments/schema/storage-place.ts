import {
  clouds,
  euMemberStates,
  findStorageRegion,
  storageRegions,
  type EuMemberState,
  type StorageRegion,
  type StorageRegionName,
} from "../../catalog";
import type { Cidr } from "../../language";
import { z } from "zod";
import { refuse } from "./mistakes";
import { label, network, registryHost, textLike } from "./text";

/** Object storage over S3 that the customer runs or rents, outside the clouds of the catalogue. */
export interface OwnStorage {
  readonly cloud: "existing";
  /** Short name, for plans and runbooks. */
  readonly name: string;
  /** Host of the S3 API without a scheme. */
  readonly host: string;
  /** Region that requests are signed for. */
  readonly region: string;
  readonly country: EuMemberState;
  /** Building or campus: what carries the same word burns together, clusters included. */
  readonly failureDomain: string;
  /** Whether it keeps versions and locks them against deletion, as archives need. */
  readonly objectLock: boolean;
  /** Who makes the buckets: bestek, with an administrator's keys, or the customer, beforehand. */
  readonly buckets: "bestek" | "customer";
  /** Whether a bucket stands in the host name of a request or in its path. */
  readonly addressing: "virtual-host" | "path";
  /** Networks of its addresses where they are not public; policies otherwise let nobody there. */
  readonly networks: readonly Cidr[];
}

/** A place where objects are kept. */
export type StoragePlace = StorageRegion | OwnStorage;

const memberState = z.enum(euMemberStates);

/** Facts of `s3({ ... })`. */
export const ownStorage = z.strictObject({
  kind: z.literal("s3"),
  name: label,
  host: registryHost,
  region: textLike(/^[a-z0-9-]+$/, "is not a region name", 'write it as the storage signs it, such as "eu-1"').default(
    "us-east-1",
  ),
  country: memberState,
  failureDomain: label,
  objectLock: z.boolean(),
  buckets: z.enum(["bestek", "customer"]).default("bestek"),
  addressing: z.enum(["virtual-host", "path"]).default("virtual-host"),
  networks: z.array(network).default([]),
});

/** The facts of `s3({ ... })` as a place. */
export const asOwnStorage = ({ kind: _, ...storage }: z.output<typeof ownStorage>): OwnStorage => ({
  cloud: "existing",
  ...storage,
});

export type OwnStorageFacts = z.input<typeof ownStorage>;
export type StoragePlaceFacts = StorageRegionName | OwnStorageFacts;

/** Object storage over S3 outside the clouds of the catalogue. Default region of its signatures: us-east-1, as most servers want. */
export const s3 = (facts: Omit<OwnStorageFacts, "kind">): OwnStorageFacts => ({ kind: "s3", ...facts });

/** A region of a cloud's object storage inside the EU by its name, or storage of the customer's own. */
export const storagePlace: z.ZodType<StoragePlace, StoragePlaceFacts> = z
  .custom<StoragePlaceFacts>()
  .transform((value: unknown, context): StoragePlace => {
    if (typeof value === "string") {
      const region = findStorageRegion(value);
      if (region !== undefined) return region;
    }
    if (typeof value === "object" && value !== null) {
      const own = ownStorage.safeParse(value);
      if (own.success) {
        return asOwnStorage(own.data);
      }
      for (const { path, message } of own.error.issues) {
        refuse(context, {
          value,
          why: `is no storage: ${path.join(".")}: ${message}`,
          wayOut: "write it with s3({ ... })",
        });
      }
      return z.NEVER;
    }
    refuse(context, {
      value,
      why: "is not an EU region with object storage",
      wayOut: `choose one of ${clouds
        .map(
          (cloud) =>
            `${cloud}: ${storageRegions(cloud)
              .map(({ name }) => name)
              .join(", ")}`,
        )
        .join("; ")}; or s3({ ... })`,
    });
    return z.NEVER;
  });
