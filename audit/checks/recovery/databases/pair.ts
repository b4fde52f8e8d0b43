import { at, listAt, textAt } from "../../../facts/json";
import type { DatabaseRule } from "./rule";

/** Check 3: clusters of one name at two sites know the same peers and one writer, and bear no token of a switch that is past. */
export const pair: DatabaseRule = {
  judge: (database, { all }) => {
    const { object } = database.fact;
    const twins = all.filter(({ name, site }) => name === database.name && site !== database.site);
    const replica = at(object, "spec", "replica");
    if (replica === undefined && twins.length === 0) return {};
    const primary = textAt(replica, "primary");
    const peers = (of: typeof object): string =>
      listAt(of, "spec", "externalClusters")
        .map((peer) => textAt(peer, "name") ?? "")
        .sort()
        .join(", ");
    const writers = [database, ...twins].filter(({ writes }) => writes);
    const wayOut = "synthesize both sites from one page of facts";
    return {
      failures: [
        ...(twins.length === 0
          ? [{ where: "spec.replica", why: "has no cluster of its name at another site", wayOut }]
          : []),
        ...twins
          .filter((twin) => peers(twin.fact.object) !== peers(object))
          .map((twin) => ({
            where: "spec.externalClusters",
            value: peers(object),
            why: `differs from the peers of ${twin.object}: ${peers(twin.fact.object)}`,
            wayOut,
          })),
        ...twins
          .filter((twin) => textAt(twin.fact.object, "spec", "replica", "primary") !== primary)
          .map((twin) => ({
            where: "spec.replica.primary",
            ...(primary === undefined ? {} : { value: primary }),
            why: `is not the writer that ${twin.object} names`,
            wayOut,
          })),
        ...(twins.length > 0 && writers.length !== 1
          ? [
              {
                where: "spec.replica.self",
                why: `leaves ${String(writers.length)} writers for one set of data`,
                wayOut: "name one site as primary at both",
              },
            ]
          : []),
        ...(["promotionToken", "minApplyDelay"] as const)
          .filter((key) => at(replica, key) !== undefined)
          .map((key) => ({
            where: `spec.replica.${key}`,
            why:
              key === "promotionToken"
                ? "is the token of a switch that is past"
                : "delays the standby by as much as it promises",
            wayOut: "remove it",
          })),
      ],
    };
  },
};
