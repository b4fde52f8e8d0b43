import type { BucketRule } from "./rule";

/** Check 10: without versions nothing can be copied, locked or brought back. */
export const versioning: BucketRule = {
  judge: ({ versioned }) =>
    versioned
      ? []
      : [
          {
            where: "versioning",
            why: "is off: what is replaced or deleted is gone, and nothing can be copied",
            wayOut: "enable it",
          },
        ],
};
