/** Ranges from a start to before an end, in order, without overlap. */
export type Intervals<T extends number | bigint> = readonly Interval<T>[];
export type Interval<T extends number | bigint> = readonly [start: T, end: T];

export function union<T extends number | bigint>(...sets: readonly Intervals<T>[]): Intervals<T> {
  const ordered = sets.flat().sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: (readonly [T, T])[] = [];
  for (const [start, end] of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) merged[merged.length - 1] = [last[0], end > last[1] ? end : last[1]];
    else merged.push([start, end]);
  }
  return merged;
}

export const intersection = <T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> =>
  a.flatMap(([start, end]) =>
    b.flatMap(([otherStart, otherEnd]): Intervals<T> => {
      const from = start > otherStart ? start : otherStart;
      const to = end < otherEnd ? end : otherEnd;
      return from < to ? [[from, to]] : [];
    }),
  );

/** What lies in `a` and not in `b`. */
export const difference = <T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> =>
  b.reduce<Intervals<T>>(
    (rest, [holeStart, holeEnd]) =>
      rest.flatMap(([start, end]): Intervals<T> => {
        if (holeEnd <= start || end <= holeStart) return [[start, end]];
        const before: Intervals<T> = start < holeStart ? [[start, holeStart]] : [];
        const after: Intervals<T> = holeEnd < end ? [[holeEnd, end]] : [];
        return [...before, ...after];
      }),
    a,
  );
