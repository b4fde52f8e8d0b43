import type { ServiceDefinition } from "../language";
import { platformServices } from "./platform";
import type { Suite } from "./suite";

/** What decides which services run. */
export interface ServiceChoice {
  readonly suite: Suite;
  readonly tenancy: { readonly kind: "dedicated" | "shared" };
}

/**
 * Every service of an environment: those of its suite and those that every suite stands on, sorted by name. What stands
 * between tenants runs only where there are several.
 */
export function servicesOf({ suite, tenancy }: ServiceChoice): readonly ServiceDefinition[] {
  return Object.values({ ...suite.services, ...platformServices })
    .filter((service) => service.tenancy !== "between-tenants" || tenancy.kind === "shared")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
