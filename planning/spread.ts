/** FNV-1a over a name (draft-eastlake-fnv, 32 bits): spreads names, and hides nothing. */
export function spread(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/**
 * Times of every day, or of one day of the week, as five fields of cron, put off by minutes that follow from a name alone, fewer than `minutes`, so that one
 * more moves no other and several times keep their distance. Throws an Error where the fields are no such times, or a day of the week would become another.
 */
export function putOff(schedule: string, minutes: number, name: string): string {
  const [, minute, hours, weekday] = /^(\d{1,2}) (\d{1,2}(?:,\d{1,2})*) \* \* (\*|[0-6])$/.exec(schedule) ?? [];
  if (minute === undefined || hours === undefined || weekday === undefined)
    throw new Error(`"${schedule}" is no time of every day or of one day of the week`);
  const turns = hours.split(",").map((hour) => Number(hour) * 60 + Number(minute) + (spread(name) % minutes));
  if (weekday !== "*" && turns.some((turn) => turn >= 24 * 60))
    throw new Error(`"${schedule}" put off by ${String(minutes)} minutes is another day of the week`);
  const put = turns.map((turn) => Math.floor(turn / 60) % 24).sort((one, other) => one - other);
  return `${String((turns[0] ?? 0) % 60)} ${put.join(",")} * * ${weekday}`;
}
