import type { Plan } from "../language";

/** Entries that every tenant has, gathered under the name that they share; the platform's own one by one. */
export interface Gathered<T> {
  /** `files/web`, or `files/web of 200 tenants`. */
  readonly name: string;
  readonly entries: readonly T[];
}

/** Entries by id, those of tenants together: a table of a thousand rows tells nobody anything. */
export function gathered<T>(
  { tenancy }: Pick<Plan, "tenancy">,
  entries: Readonly<Record<string, T>>,
): readonly Gathered<T>[] {
  const groups = new Map<string, T[]>();
  const tenants = new Set<string>();
  for (const [id, entry] of Object.entries(entries)) {
    const part = partOf(tenancy, id);
    const name = part ?? id;
    if (part !== undefined) tenants.add(name);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [entry]);
    else known.push(entry);
  }
  return [...groups].map(([name, group]) => ({
    name: tenants.has(name) ? `${name} of ${tenantCount(group.length)}` : name,
    entries: group,
  }));
}

export const tenantCount = (count: number): string => (count === 1 ? "1 tenant" : `${String(count)} tenants`);

/** What is left of an id behind its tenant; undefined where it is no tenant's. */
export function partOf(tenancy: Plan["tenancy"], id: string): string | undefined {
  if (tenancy === undefined) return undefined;
  const words = id.split("-");
  const lengths = words.map((_, index) => index).slice(1);
  const found = lengths.find((length) => Object.hasOwn(tenancy.tenants, words.slice(0, length).join("-")));
  return found === undefined ? undefined : words.slice(found).join("-");
}
