/** Days of an ISO 8601 period such as `P35D`; undefined where it is written otherwise. */
export function isoDays(period: string | undefined): number | undefined {
  const found = /^P(\d+)([DWY])$/.exec(period ?? "");
  return found === null ? undefined : Number(found[1]) * (found[2] === "D" ? 1 : found[2] === "W" ? 7 : 365);
}

const inSeconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86400 };

/** Seconds of a PostgreSQL setting such as `300s` or `5min`; a bare number is seconds. */
export function postgresSeconds(setting: string | undefined): number | undefined {
  const found = /^'?(\d+)\s*(s|min|h|d)?'?$/.exec(setting ?? "");
  return found === null ? undefined : Number(found[1]) * (inSeconds[found[2] ?? "s"] ?? 1);
}

/** Seconds between two runs of a cron schedule of five fields; undefined for any shape that is not evenly spaced. */
export function cronSeconds(schedule: string): number | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = schedule.trim().split(/\s+/);
  if (day !== "*" || month !== "*" || weekday !== "*") return undefined;
  const step = /^\*\/(\d+)$/.exec(minute);
  if (hour === "*") {
    if (step !== null) return 60 % Number(step[1]) === 0 ? Number(step[1]) * 60 : undefined;
    return minute === "*" ? 60 : /^\d+$/.test(minute) ? 3600 : undefined;
  }
  return /^\d+$/.test(minute) && /^\d+$/.test(hour) ? 86400 : undefined;
}

/** The same of six fields, seconds first. */
export function cronSecondsOfSix(schedule: string): number | undefined {
  const [seconds = "", ...rest] = schedule.trim().split(/\s+/);
  return rest.length === 5 && /^\d+$/.test(seconds) ? cronSeconds(rest.join(" ")) : undefined;
}
