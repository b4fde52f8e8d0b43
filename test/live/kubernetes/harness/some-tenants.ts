import type { Facts, ReleaseFact } from "../../../../audit/facts";

const isTenants = (stack: string): boolean => stack.includes("-tenant-");

/** A tenant's stacks bear its name, and each that of its site. */
const tenantOf = ({ stack, site = "" }: ReleaseFact): string => stack.slice(0, stack.length - site.length);

/** True where an environment serves tenants, each from stacks of its own. */
export const hasTenants = (facts: Facts): boolean =>
  Object.values(facts.releases).some(({ stack }) => isTenants(stack));

/** The platform and the first tenants of an environment, by name. */
export function someTenants(facts: Facts, most: number): Facts {
  const stacks = Object.values(facts.releases).filter(({ stack }) => isTenants(stack));
  const tenants = [...new Set(stacks.map(tenantOf))].sort();
  const left = new Set(tenants.slice(most));
  const out = new Set(stacks.flatMap((release) => (left.has(tenantOf(release)) ? release.stack : [])));
  const releasesOut = new Set(
    Object.values(facts.releases).flatMap(({ stack, site, name }) => (out.has(stack) ? `${site ?? ""}/${name}` : [])),
  );
  return {
    ...facts,
    terraform: kept(facts.terraform, ({ stack }) => !out.has(stack)),
    releases: kept(facts.releases, ({ stack }) => !out.has(stack)),
    kubernetes: kept(facts.kubernetes, ({ site, release }) => !releasesOut.has(`${site}/${release}`)),
  };
}

const kept = <T>(facts: Readonly<Record<string, T>>, isKept: (fact: T) => boolean): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => isKept(fact)));
