import { findStorageRegion } from "../../../../catalog";
import type { BucketRule } from "./rule";

/** Check 14: OVHcloud's cold class stands in Paris only; elsewhere it silently is another one. */
export const coldTier: BucketRule = {
  judge: ({ cloud, region, laterClasses }) =>
    cloud !== "ovh" || findStorageRegion(region ?? "")?.coldArchive === true
      ? []
      : laterClasses
          .filter((name) => name.toUpperCase() === "DEEP_ARCHIVE")
          .map((name) => ({
            where: "life cycle",
            value: name,
            why: `is not offered in ${region ?? "this region"}, where it silently is Infrequent Access`,
            wayOut: "keep cold archives in EU-WEST-PAR, or leave the class out",
          })),
};
