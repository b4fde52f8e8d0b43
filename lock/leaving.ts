import type { Lock, Retirable, Stateful } from "./lock-file";
import type { Standing } from "./standing";
import { tenantStacks } from "./tenant-stacks";

/** Sites, tenants and services that the lock knows and a synthesis no longer makes; what they kept leaves with them. */
export interface Leaving {
  readonly site: readonly string[];
  readonly tenant: readonly string[];
  readonly service: readonly string[];
}

export function leavingOf({ sites, tenants, stateful }: Lock, standing: Standing): Leaving {
  const services = new Set(Object.values(stateful).flatMap(({ service }) => service ?? []));
  return {
    site: Object.keys(sites).filter((id) => standing.sites[id] === undefined),
    tenant: Object.keys(tenants).filter((id) => standing.tenants[id] === undefined),
    service: [...services].filter((name) => !standing.services.includes(name)).sort(),
  };
}

/** Which of the leaving takes an entry along; undefined where it should have stayed. */
export function leavesWith(
  { site, tenant, service }: Pick<Stateful, "site" | "tenant" | "service">,
  leaving: Leaving,
): { readonly kind: Retirable; readonly id: string } | undefined {
  if (site !== undefined && leaving.site.includes(site)) return { kind: "site", id: site };
  if (tenant !== undefined && leaving.tenant.includes(tenant)) return { kind: "tenant", id: tenant };
  if (service !== undefined && leaving.service.includes(service)) return { kind: "service", id: service };
  return undefined;
}

export const isRetired = ({ retired }: Lock, kind: Retirable, id: string): boolean => Object.hasOwn(retired[kind], id);

/** Site and tenant that a stack belongs to, by its name. */
export function stackOwners(
  lock: Pick<Lock, "environment" | "sites" | "tenants">,
): (stack: string) => Pick<Stateful, "site" | "tenant"> {
  const tenants = tenantStacks(lock);
  const sites = Object.keys(lock.sites).sort((a, b) => b.length - a.length);
  return (stack) => {
    const site = sites.find((id) => stack.endsWith(`-${id}`));
    const tenant = tenants.get(stack);
    return { ...(site === undefined ? {} : { site }), ...(tenant === undefined ? {} : { tenant }) };
  };
}
