/** FNV-1a over a name (draft-eastlake-fnv, 32 bits): spreads names, and hides nothing. */
export function spread(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/**
 * A daily time as five fields of cron, put off by minutes that follow from a name alone, fewer than `minutes`, so that one more moves no other. Throws an
 * Error where the fields are no plain time of every day.
 */
export function putOff(schedule: string, minutes: number, name: string): string {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule) ?? [];
  if (minute === undefined || hour === undefined) throw new Error(`"${schedule}" is no time of every day`);
  const turn = Number(hour) * 60 + Number(minute) + (spread(name) % minutes);
  return `${String(turn % 60)} ${String(Math.floor(turn / 60) % 24)} * * *`;
}
