import { sameGround } from "../../../recovery/buckets";
import type { BucketRule } from "./rule";

/** Checks 10 to 12: a copy is enabled, stands elsewhere, is kept as strictly as its source, and no silent gap undoes it. */
export const copyRules: BucketRule = {
  judge: (bucket, { buckets }) =>
    bucket.copies.flatMap(({ to, enabled, gaps, carrier }) => {
      const target = buckets.get(to);
      const where = `replication to ${to}`;
      return [
        ...(enabled ? [] : [{ where, why: "is switched off", wayOut: "enable the rule" }]),
        ...(target === undefined
          ? // A job may carry objects to a bucket that the customer makes; a storage of the environment's own may not.
            carrier === undefined
            ? [
                {
                  where,
                  why: "leads to a bucket that no stack of this environment makes",
                  wayOut: "make the bucket, or correct the name",
                },
              ]
            : []
          : [
              ...(sameGround(bucket.ground, target.ground) === true
                ? [
                    {
                      where,
                      value: target.region ?? "",
                      why: "leads to a place that burns with the source",
                      wayOut: "copy to another region",
                    },
                  ]
                : []),
              ...(bucket.lock !== undefined && target.lock === undefined
                ? [
                    {
                      where,
                      why: "leads from a locked bucket to one without a lock",
                      wayOut: "lock the target as well",
                    },
                  ]
                : []),
              ...(bucket.cloud === "ovh" && bucket.owner !== target.owner
                ? [
                    {
                      where,
                      why: "leads to another project, which OVHcloud never copies to",
                      wayOut: "keep both in one project",
                    },
                  ]
                : []),
            ]),
        ...gaps.map((gap) => ({ where, why: gap, wayOut: "copy all of it" })),
        ...(bucket.clientKeys
          ? [
              {
                where: "encryption",
                why: "uses keys of clients: copies leave such objects out without a word",
                wayOut: "encrypt with the provider's or a managed key",
              },
            ]
          : []),
        ...bucket.obstacles.map((obstacle) => ({
          where,
          why: `copies nothing: ${obstacle}`,
          wayOut: "keep the change feed on and hierarchical namespaces off",
        })),
      ];
    }),
};
