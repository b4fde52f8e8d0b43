import type { ServiceDefinition } from "../language";

/** A set of services that is sold and deployed together. */
export interface Suite {
  readonly name: "noveu" | "inopsio" | "pma";
  /** Services by name. */
  readonly services: Readonly<Record<string, ServiceDefinition>>;
}

/** True but for what stands between tenants, where there is one customer alone. */
export const runsIn = (
  tenancy: { readonly kind: "dedicated" | "shared" },
  service: Pick<ServiceDefinition, "tenancy">,
): boolean => service.tenancy !== "between-tenants" || tenancy.kind === "shared";
