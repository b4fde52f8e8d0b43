import { findStorageRegion, storageRegions, type OvhStorageRegion } from "../../catalog";
import { z } from "zod";
import { refuse } from "./mistakes";

/** An EU region with OVHcloud object storage. */
export const storageRegion: z.ZodType<OvhStorageRegion, OvhStorageRegion> = z
  .custom<OvhStorageRegion>()
  .superRefine((value: unknown, context) => {
    if (typeof value === "string" && findStorageRegion(value) !== undefined) return;
    refuse(context, {
      value,
      why: "is not an EU region with OVHcloud object storage",
      wayOut: `choose one of ${storageRegions.map(({ name }) => name).join(", ")}`,
    });
  });
