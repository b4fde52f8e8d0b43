import { sameGround } from "../../../recovery/buckets";
import { archiveBucketOf, siteGround } from "../../../recovery/databases";
import type { DatabaseRule } from "./rule";

/** Check 2: exactly one archiver, and its bucket stands where the cluster does not. */
export const archiveElsewhere: DatabaseRule = {
  judge: (database, { facts, buckets }) => {
    const where = "spec.plugins";
    if (database.archivers !== 1) {
      return {
        failures: [
          {
            where,
            value: database.archivers,
            why: "is not one archiver: without it nothing is kept, and with two the operator refuses the cluster",
            wayOut: "set isWALArchiver on one plugin",
          },
        ],
      };
    }
    const bucket = archiveBucketOf(database, buckets);
    if (bucket === undefined) {
      const value = database.archive?.bucket;
      const finding = {
        where: `${where}.0.parameters.barmanObjectName`,
        ...(value === undefined ? {} : { value }),
        why: value === undefined ? "names no ObjectStore beside the cluster" : "is a bucket that no stack makes",
        wayOut: "name an ObjectStore whose bucket a stack of this environment makes, or show where it stands",
      };
      return value === undefined ? { failures: [finding] } : { open: [finding] };
    }
    const place = siteGround(facts, database.site);
    const shared = sameGround(bucket.ground, place);
    const finding = {
      where: `${bucket.object}: region`,
      ...(bucket.region === undefined ? {} : { value: bucket.region }),
      wayOut: "archive into a region that burns apart from the site",
    };
    if (shared === undefined) return { open: [{ ...finding, why: "can't be compared with the place of the cluster" }] };
    return shared
      ? { failures: [{ ...finding, why: `burns with site ${database.site}, which the archive covers` }] }
      : {};
  },
};
