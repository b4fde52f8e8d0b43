import { planningDecisions } from "../../../../catalog";
import { at, numberAt } from "../../../facts/json";
import type { DatabaseRule } from "./rule";

/** CloudNativePG's own default: an hour (documentation 1.30, 2026-08-21). */
const defaultDelay = 3600;

/** Check 6: what gives way does so in time, and what is cut off stops. */
export const fence: DatabaseRule = {
  judge: ({ fact: { object } }) => {
    const delay = numberAt(object, "spec", "switchoverDelay") ?? defaultDelay;
    return {
      failures: [
        ...(delay <= planningDecisions.databaseStop.value
          ? []
          : [
              {
                where: "spec.switchoverDelay",
                value: delay,
                why: `lets a shutdown take longer than the ${String(planningDecisions.databaseStop.value)} seconds that are planned for it`,
                wayOut: "set it as planned",
              },
            ]),
        ...(at(object, "spec", "probes", "liveness", "isolationCheck", "enabled") === false
          ? [
              {
                where: "spec.probes.liveness.isolationCheck.enabled",
                value: false,
                why: "lets a primary write on that sees nobody",
                wayOut: "leave it on",
              },
            ]
          : []),
      ],
    };
  },
};
