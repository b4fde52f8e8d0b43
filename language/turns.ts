import type { Mistake } from "./refusal";
import type { Figure } from "./source";

/** How the instances of a task take turns: each is put off by less than `time`, a whole number of minutes, and by what follows from its name alone. */
export type Turns =
  /** On the schedule's own days. */
  | { readonly kind: "within-day"; readonly time: Figure<"s"> }
  /** On a day of the week of its own, whichever the schedule names. */
  | { readonly kind: "over-week"; readonly time: Figure<"s"> };

/** Times of every day, or of one day of the week. */
export interface DayTimes {
  /** Minutes after midnight, in the order in which they are said. */
  readonly minutes: readonly [number, ...number[]];
  /** 0 for Sunday; undefined for every day. */
  readonly weekday: number | undefined;
}

/** Minutes of a day. */
export const dayMinutes = 24 * 60;

/** What a schedule of five fields of cron says, where it is plain times of every day or of one day of the week; undefined for any other. */
export function dayTimes(schedule: string): DayTimes | undefined {
  const [, minute, hours, weekday] =
    /^([1-5]?\d) (1?\d|2[0-3]|(?:1?\d|2[0-3])(?:,(?:1?\d|2[0-3]))+) \* \* (\*|[0-6])$/.exec(schedule) ?? [];
  const [first, ...others] = (hours ?? "").split(",").map((hour) => Number(hour) * 60 + Number(minute));
  return first === undefined || minute === undefined || weekday === undefined
    ? undefined
    : { minutes: [first, ...others], weekday: weekday === "*" ? undefined : Number(weekday) };
}

/** Why a task of that schedule can't take such turns. */
export function turnMistakes(where: string, schedule: string, turns: Turns): readonly Mistake[] {
  const times = dayTimes(schedule);
  if (times === undefined) {
    return [
      {
        where: `${where}.schedule`,
        value: schedule,
        why: "is no time of every day or of one day of the week, and its instances take turns",
        wayOut: 'name a minute, hours and at most a day, such as "10 1,9 * * 0", or leave turns out',
      },
    ];
  }
  const minutes = turns.time.value / 60;
  return [
    ...(Number.isInteger(minutes) && minutes > 0
      ? []
      : [
          {
            where: `${where}.turns.time`,
            value: turns.time.value,
            why: "is no whole number of minutes",
            wayOut: "name at least a minute",
          },
        ]),
    ...(times.weekday === undefined && turns.kind === "over-week"
      ? [
          {
            where: `${where}.turns.kind`,
            value: turns.kind,
            why: "can't deal over a week what comes every day",
            wayOut: 'name a day of the week in the schedule, or use "within-day"',
          },
        ]
      : []),
    ...(times.weekday !== undefined && Math.max(...times.minutes) + minutes > dayMinutes
      ? [
          {
            where: `${where}.turns.time`,
            value: turns.time.value,
            why: "puts instances off to another day of the week",
            wayOut: `name at most ${String((dayMinutes - Math.max(...times.minutes)) * 60)} seconds, or begin earlier`,
          },
        ]
      : []),
  ];
}
