const day = 24 * 60;

/**
 * Minutes after midnight at which a cron schedule of five fields, at whole minutes of whole hours, begins on its one day of the week; undefined
 * for any other shape.
 */
export function weeklyMinutes(
  schedule: string,
): { readonly weekday: number; readonly minutes: readonly number[] } | undefined {
  const [, minute, hours, weekday] =
    /^(\d{1,2}) (\d{1,2}(?:,\d{1,2})*) \* \* ([0-6])$/.exec(schedule.trim().replace(/\s+/g, " ")) ?? [];
  if (minute === undefined || hours === undefined || weekday === undefined) return undefined;
  const minutes = hours.split(",").map((hour) => Number(hour) * 60 + Number(minute));
  return minutes.every((each) => each < day)
    ? { weekday: Number(weekday), minutes: minutes.sort((one, other) => one - other) }
    : undefined;
}
