import { archiveBucketOf } from "../../../recovery/databases";
import type { DatabaseRule } from "./rule";

/** Check 9: nobody deletes a backup while it may be needed, and a copy that is locked as long stands elsewhere or the archive itself is. */
export const lockedArchive: DatabaseRule = {
  judge: (database, { buckets }) => {
    const bucket = archiveBucketOf(database, buckets);
    const days = database.archive?.retentionDays;
    if (bucket === undefined) return {};
    if (days === undefined) {
      return {
        failures: [
          {
            where: "ObjectStore: spec.retentionPolicy",
            why: "is missing, so that backups are kept for ever or not at all",
            wayOut: "set it in days",
          },
        ],
      };
    }
    const locked = [bucket, ...bucket.copies.flatMap(({ to }) => buckets.get(to) ?? [])].find(
      ({ lock }) => lock !== undefined && lock.days >= days,
    );
    return locked === undefined
      ? {
          failures: [
            {
              where: `${bucket.object}: object lock`,
              ...(bucket.lock === undefined ? {} : { value: bucket.lock.days }),
              why: `neither the archive nor a copy of it is locked for the ${String(days)} days that backups are kept`,
              wayOut: "lock one of them for as long as the retention",
            },
          ],
        }
      : {};
  },
};
