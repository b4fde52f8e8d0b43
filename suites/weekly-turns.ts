import { figure, hours, type Turns } from "../language";

/** How looks at buckets once a week take turns. They may come by day, for each asks little of storage; the latest of a day, ten hours after the first, still begins in it. */
export const weeklyTurns: Turns = {
  kind: "over-week",
  time: figure(hours(14), "time of a day over which looks at buckets begin, each on a day of its own", {
    kind: "decision",
    ref: "tasks that take turns are planned as such",
    date: "2026-11-23",
  }),
};
