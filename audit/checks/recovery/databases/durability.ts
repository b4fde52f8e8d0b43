import { at, listAt, numberAt, textAt } from "../../../facts/json";
import type { DatabaseRule } from "./rule";

/** Check 5: a commit is on a second instance before it is answered, and that one stands in another data centre. */
export const durability: DatabaseRule = {
  judge: (database, { facts }) => {
    const { object } = database.fact;
    const synchronous = at(object, "spec", "postgresql", "synchronous");
    const instances = numberAt(object, "spec", "instances") ?? 0;
    const least = facts.plan.recovery.tier === "basis" ? 2 : 3;
    const spread = listAt(object, "spec", "topologySpreadConstraints").some(
      (constraint) =>
        textAt(constraint, "topologyKey") === "topology.kubernetes.io/zone" &&
        textAt(constraint, "whenUnsatisfiable") === "DoNotSchedule",
    );
    const strict = facts.plan.recovery.tier === "overheid";
    return {
      failures: [
        ...(instances >= least
          ? []
          : [
              {
                where: "spec.instances",
                value: instances,
                why: `is less than ${String(least)}: a failover leaves nothing to confirm commits`,
                wayOut: `run ${String(least)}`,
              },
            ]),
        ...((numberAt(synchronous, "number") ?? 0) >= 1
          ? []
          : [
              {
                where: "spec.postgresql.synchronous.number",
                why: "asks no other instance to confirm a commit",
                wayOut: "set it to 1",
              },
            ]),
        ...(spread
          ? []
          : [
              {
                where: "spec.topologySpreadConstraints",
                why: "lets instances share a data centre",
                wayOut: "spread them over topology.kubernetes.io/zone, DoNotSchedule",
              },
            ]),
        ...(strict && textAt(synchronous, "dataDurability") !== "required"
          ? [
              {
                where: "spec.postgresql.synchronous.dataDurability",
                value: textAt(synchronous, "dataDurability") ?? "",
                why: "answers commits that stand in one data centre alone, where none may be lost",
                wayOut: 'set it to "required"',
              },
            ]
          : []),
        ...(strict && at(synchronous, "failoverQuorum") !== true
          ? [
              {
                where: "spec.postgresql.synchronous.failoverQuorum",
                why: "lets an instance lead that may lack confirmed commits",
                wayOut: "set it to true",
              },
            ]
          : []),
      ],
    };
  },
};
