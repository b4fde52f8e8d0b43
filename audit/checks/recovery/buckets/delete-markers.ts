import type { BucketRule } from "./rule";

/** Check 13: a backup never learns of deletions at its source. */
export const deleteMarkers: BucketRule = {
  judge: ({ lock, copies }) =>
    lock === undefined
      ? []
      : copies
          .filter(({ deletions }) => deletions)
          .map(({ to }) => ({
            where: `replication to ${to}`,
            why: "carries deletions from one backup to the other",
            wayOut: "disable the replication of delete markers",
          })),
};
