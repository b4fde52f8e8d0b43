import { dayMinutes, dayTimes, type DayTimes, type Turns } from "../language";
import { spread } from "./spread";

const weekDays = 7;
const weekMinutes = weekDays * dayMinutes;

function timesOf(schedule: string): DayTimes {
  const times = dayTimes(schedule);
  if (times === undefined) throw new Error(`"${schedule}" is no time of every day or of one day of the week`);
  return times;
}

/**
 * When an instance of a task begins, as five fields of cron: put off by what follows from the instance's name alone, so that one more moves no other, tasks
 * of one instance keep their distance, and so do several times of one task. Throws an Error where the schedule is no time of every day or of one day of
 * the week.
 */
export function turnOf(schedule: string, turns: Turns, instance: string): string {
  const { minutes, weekday } = timesOf(schedule);
  const time = turns.time.value / 60;
  const later = spread(instance) % time;
  const hours = minutes.map((minute) => Math.floor((minute + later) / 60) % 24).sort((one, other) => one - other);
  const day = weekday === undefined ? "*" : String(dayOf(turns, weekday, Math.floor(spread(instance) / time)));
  return `${String((minutes[0] + later) % 60)} ${hours.join(",")} * * ${day}`;
}

function dayOf({ kind }: Turns, weekday: number, chance: number): number {
  switch (kind) {
    case "within-day":
      return weekday;
    case "over-week":
      return (weekday + chance) % weekDays;
  }
}

/** Minutes after the week began, on Sunday at midnight, at which such a schedule begins. */
function beginnings(schedule: string): readonly number[] {
  const { minutes, weekday } = timesOf(schedule);
  const days = weekday === undefined ? Array.from({ length: weekDays }, (_, day) => day) : [weekday];
  return days.flatMap((day) => minutes.map((minute) => day * dayMinutes + minute));
}

/**
 * The most tasks that run at once in any minute of a week, each from when its schedule says for at most `longest` minutes, as long as none is begun late.
 * Throws an Error where a schedule is no time of every day or of one day of the week.
 */
export function mostAtOnce(schedules: readonly string[], longest: number): number {
  const running = Array.from({ length: weekMinutes }, () => 0);
  const length = Math.min(Math.ceil(longest), weekMinutes);
  for (const schedule of schedules) {
    // Of one task never two at once: a time that comes while it runs is left out.
    const minutes = new Set(
      beginnings(schedule).flatMap((start) => Array.from({ length }, (_, minute) => (start + minute) % weekMinutes)),
    );
    for (const minute of minutes) running[minute] = (running[minute] ?? 0) + 1;
  }
  return Math.max(...running, 0);
}
