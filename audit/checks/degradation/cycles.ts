import type { DegradationPlan } from "../../../language";

/** The way from a service back to itself over dependencies without which each refuses; undefined where there is none. */
export function cycleFrom({ services }: DegradationPlan, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: string, way: readonly string[]): readonly string[] | undefined => {
    for (const [next, { kind }] of Object.entries(services[at] ?? {})) {
      if (kind !== "refuses") continue;
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, [start]);
}
