import type { Facts } from "../facts";
import { textAt } from "../facts/json";

/** Buckets that log servers are told to keep logs in; nobody restores logs, and they go with their site. */
export const logBuckets = ({ releases }: Pick<Facts, "releases">): ReadonlySet<string> =>
  new Set(
    Object.values(releases)
      .filter(({ chart }) => chart === "loki")
      .flatMap(({ values }) =>
        values.flatMap((value) => textAt(value, "loki", "storage", "bucketNames", "chunks") ?? []),
      ),
  );
