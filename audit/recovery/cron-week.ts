const day = 24 * 60;

/** Minutes of a week. */
export const weekMinutes = 7 * day;

/** Times at which a cron schedule of five fields, at whole minutes of whole hours, begins. */
interface Times {
  /** Minutes after midnight, the first first. */
  readonly minutes: readonly number[];
  /** 0 for Sunday; undefined for every day. */
  readonly weekday: number | undefined;
}

function timesOf(schedule: string): Times | undefined {
  const [, minute, hours, weekday] =
    /^(\d{1,2}) (\d{1,2}(?:,\d{1,2})*) \* \* ([0-6]|\*)$/.exec(schedule.trim().replace(/\s+/g, " ")) ?? [];
  if (minute === undefined || hours === undefined || weekday === undefined) return undefined;
  const minutes = hours.split(",").map((hour) => Number(hour) * 60 + Number(minute));
  return minutes.every((each) => each < day)
    ? {
        minutes: minutes.sort((one, other) => one - other),
        weekday: weekday === "*" ? undefined : Number(weekday),
      }
    : undefined;
}

/** When a schedule begins on its one day of the week; undefined for any other shape. */
export function weeklyMinutes(
  schedule: string,
): { readonly weekday: number; readonly minutes: readonly number[] } | undefined {
  const { minutes, weekday } = timesOf(schedule) ?? {};
  return minutes === undefined || weekday === undefined ? undefined : { weekday, minutes };
}

/** Minutes after the week began, on Sunday at midnight, at which a schedule of every day or of one day of the week begins; undefined for any other shape. */
export function minutesOfWeek(schedule: string): readonly number[] | undefined {
  const times = timesOf(schedule);
  if (times === undefined) return undefined;
  const days = times.weekday === undefined ? [0, 1, 2, 3, 4, 5, 6] : [times.weekday];
  return days.flatMap((weekday) => times.minutes.map((minute) => weekday * day + minute));
}
