import { recoveryFigures } from "../../../../catalog";
import { at, textAt } from "../../../facts/json";
import { objectsOfKind } from "../../../facts/of-kind";
import { cronSecondsOfSix } from "../../../recovery/time";
import type { DatabaseRule } from "./rule";

/** Check 7: base backups are made where the data are written, by the plugin, often enough to bound what must be replayed. */
export const baseBackups: DatabaseRule = {
  judge: (database, { facts }) => {
    const { site, namespace = "", name } = database.fact;
    const [, schedule] =
      objectsOfKind(facts, "ScheduledBackup").find(
        ([, { site: at_, namespace: ns, object }]) =>
          at_ === site && ns === namespace && textAt(object, "spec", "cluster", "name") === name,
      ) ?? [];
    const wayOut = "declare a ScheduledBackup of six fields, by the plugin, at least once a day";
    if (schedule === undefined)
      return { failures: [{ where: "ScheduledBackup", why: "is missing for the cluster", wayOut }] };
    const text = textAt(schedule.object, "spec", "schedule") ?? "";
    const interval = cronSecondsOfSix(text);
    const suspended = at(schedule.object, "spec", "suspend") === true;
    return {
      failures: [
        ...(text.trim().split(/\s+/).length === 6
          ? []
          : [
              {
                where: "ScheduledBackup: spec.schedule",
                value: text,
                why: "has not six fields, seconds first",
                wayOut,
              },
            ]),
        ...(interval !== undefined && interval > recoveryFigures.baseBackupInterval.value
          ? [
              {
                where: "ScheduledBackup: spec.schedule",
                value: text,
                why: "leaves more than a day of log to replay",
                wayOut,
              },
            ]
          : []),
        ...(textAt(schedule.object, "spec", "method") === "plugin"
          ? []
          : [{ where: "ScheduledBackup: spec.method", why: "is not the plugin that archives the log", wayOut }]),
        ...(database.writes && suspended
          ? [
              {
                where: "ScheduledBackup: spec.suspend",
                value: true,
                why: "stops backups of the cluster that takes writes",
                wayOut,
              },
            ]
          : []),
      ],
      open:
        interval === undefined && text.trim().split(/\s+/).length === 6
          ? [{ where: "ScheduledBackup: spec.schedule", value: text, why: "has no even interval", wayOut }]
          : [],
    };
  },
};
