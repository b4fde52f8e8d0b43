import type { SampleStack } from "./tier";

/** Tenants of one environment that are applied; the others are validated. */
const applied = 5;

/** True for the small stack of one tenant of a shared environment. */
const isTenant = (environment: string, { name }: SampleStack): boolean => name.startsWith(`${environment}-tenant-`);

export interface Sampled {
  /** In the order of their application. */
  readonly applied: readonly SampleStack[];
  /** Stacks of tenants that are validated and not applied. */
  readonly validated: readonly SampleStack[];
}

/** Every stack that is not a tenant's, and of the tenants' the first, the last and some evenly between. */
export function sampleTenants(environment: string, stacks: readonly SampleStack[]): Sampled {
  const tenants = stacks.filter((stack) => isTenant(environment, stack));
  const step = (tenants.length - 1) / (applied - 1);
  const chosen = new Set(
    tenants.length <= applied
      ? tenants
      : Array.from({ length: applied }, (_, index) => tenants[Math.round(index * step)]),
  );
  return {
    applied: stacks.filter((stack) => !isTenant(environment, stack) || chosen.has(stack)),
    validated: tenants.filter((stack) => !chosen.has(stack)),
  };
}
