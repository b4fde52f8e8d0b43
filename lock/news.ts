import type { Lock } from "./lock-file";
import type { Standing } from "./standing";

/** What a synthesis adds to the lock or takes from it, a line each; nothing where the lock is up to date. */
export function newsOf(lock: Lock, standing: Standing): readonly string[] {
  return [
    ...changes("site", lock.sites, standing.sites),
    ...changes("tenant", lock.tenants, standing.tenants),
    ...changes("stack", byName(lock.stacks), byName(standing.stacks)),
    ...changes("stateful", lock.stateful, standing.stateful),
    ...changes("chart", lock.versions.charts, standing.versions.charts),
    ...changes("image", lock.versions.images, standing.versions.images),
    ...changes("version of", majors(lock), majors(standing)),
  ];
}

const majors = ({
  versions: { kubernetes, postgresql },
}: Pick<Lock, "versions">): Readonly<Record<string, string>> => ({
  kubernetes,
  postgresql,
});

const byName = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, name]));

function changes(
  what: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (old === undefined) return [`+ ${what} ${key}`];
    if (now === undefined) return [`- ${what} ${key}`];
    return same(old, now) ? [] : [`~ ${what} ${key}`];
  });
}

/** Equal as JSON, whatever the order of keys. */
export const same = (a: unknown, b: unknown): boolean => stable(a) === stable(b);

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
