import type { Finding } from "../../../check";
import type { Json } from "../../../facts/json";

/** Something that lets a tenant's user, pods or copies into what is not the tenant's. */
export const foreign = (where: string, value: Json): Finding => ({
  where,
  value,
  why: "is no bucket of the tenant",
  wayOut: "let the user see its own bucket alone",
});

/** A permission that is written so that nobody here can say whom it lets in where. */
export const unreadable = (where: string): Finding => ({
  where,
  why: "can't be read here, so that nobody can say into whose objects it leads",
  wayOut: "write it out: buckets by their names, and nothing by exception",
});

/** Buckets that more than one user sees. */
export const shared = (seen: ReadonlyMap<string, number>): readonly Finding[] =>
  [...seen]
    .filter(([, count]) => count > 1)
    .map(([value]) => ({
      where: "object storage users",
      value,
      why: "is seen by several users",
      wayOut: "give each bucket one user",
    }));

/** Counts what is named once by each user. */
export const count = (seen: Map<string, number>, names: readonly string[]): void => {
  for (const name of new Set(names)) seen.set(name, (seen.get(name) ?? 0) + 1);
};
