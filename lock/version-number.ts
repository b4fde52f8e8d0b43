/** The numbers of a version, wherever they stand in a tag: `distroless-v1.39.0` is 1, 39, 0. Undefined where there are none. */
export function versionNumbers(version: string): readonly number[] | undefined {
  if (version.includes(" ")) return undefined;
  const [numbers] = /\d+(?:\.\d+)*/.exec(version.split("@", 1)[0] ?? "") ?? [];
  return numbers?.split(".").map(Number);
}

/** Negative where `a` is older than `b`, positive where it is newer, 0 where they are the same or can't be compared. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionNumbers(a), versionNumbers(b)];
  if (left === undefined || right === undefined) return 0;
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Major or minor versions between two; 0 where they can't be compared. A new major counts its own minors from nothing. */
export function versionsBetween(unit: "major" | "minor", from: string, to: string): number {
  const [left, right] = [versionNumbers(from), versionNumbers(to)];
  if (left === undefined || right === undefined) return 0;
  const majors = (right[0] ?? 0) - (left[0] ?? 0);
  return unit === "major" || majors !== 0 ? majors : (right[1] ?? 0) - (left[1] ?? 0);
}
