import type { TenantPlan } from "../language";
import type { SiteContext } from "./site-context";

/** One site as the charts of one tenant see it. */
export interface TenantContext extends SiteContext {
  readonly tenant: string;
}

/** What the plan says of the tenant. */
export function planOfTenant({ plan, tenant }: TenantContext): TenantPlan {
  const found = plan.tenancy?.tenants[tenant];
  if (found === undefined) throw new Error(`the plan has no tenant ${tenant}`);
  return found;
}
