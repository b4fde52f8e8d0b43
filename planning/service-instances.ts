import type { Environment } from "../environments/schema";
import { tenantName, type Derived, type ServiceDefinition } from "../language";
import { servicesOf } from "../suites";
import type { Tenant } from "./tenants";

/** A service as it runs: once for everyone, or once for each tenant. */
export interface ServiceInstance {
  /** Id in the plan: the service's name, behind the tenant's id where each tenant has an instance of its own. */
  readonly id: string;
  /** Prefix of everything that belongs to a tenant, such as `zuid-`; empty where the instance serves everyone. */
  readonly prefix: string;
  /** Absent where the instance serves everyone. */
  readonly tenant?: string;
  readonly service: ServiceDefinition;
  /** Named users of this instance. */
  readonly users: Derived<"users">;
}

/** Every instance of every service, in the order of services and then of tenants. */
export function serviceInstances(
  environment: Pick<Environment, "tenancy" | "suite">,
  { users: everyone, tenants }: { readonly users: Derived<"users">; readonly tenants: readonly Tenant[] },
): readonly ServiceInstance[] {
  const forEveryone = (service: ServiceDefinition): ServiceInstance => ({
    id: service.name,
    prefix: "",
    service,
    users: everyone,
  });
  const services = servicesOf(environment);
  switch (environment.tenancy.kind) {
    case "dedicated":
      return services.map(forEveryone);
    case "shared":
      return services.flatMap((service) => {
        switch (service.tenancy) {
          case "multi-tenant":
          case "between-tenants":
            return [forEveryone(service)];
          // Services of an environment that runs them are asked for, and none such.
          case "one-customer":
            return [];
          case "instance-per-tenant":
            return tenants.map(({ id, users }): ServiceInstance => ({
              id: tenantName(id, service.name),
              prefix: tenantName(id, ""),
              tenant: id,
              service,
              users,
            }));
        }
      });
  }
}
