const nearestCount = 5;

/** The known paths that take the fewest changes to become `path`; one that holds it, or is held by it, counts as nearer. */
export const nearestPaths = (path: string, known: readonly string[]): readonly string[] =>
  known
    .map((candidate) => ({ candidate, changes: weighted(path, candidate) }))
    .sort((a, b) => a.changes - b.changes || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, nearestCount)
    .map(({ candidate }) => candidate);

function weighted(a: string, b: string): number {
  const changes = changesBetween(a, b);
  return b.includes(a) || a.includes(b) ? changes / 4 : changes;
}

/** Single characters to add, drop or exchange between two texts (Levenshtein). */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < b.length; column += 1) {
      const exchanged = (row[column] ?? 0) + (a[index] === b[column] ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
