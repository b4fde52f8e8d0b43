import type { Environment } from "../environments/schema";
import { users, type Derived, type ServiceDefinition } from "../language";
import { servicesOf } from "../suites";
import type { Ledger } from "./ledger";

/** A service as it runs: once for everyone, or once for each tenant. */
export interface ServiceInstance {
  /** Id in the plan: the service's name, behind the tenant's id where each tenant has an instance of its own. */
  readonly id: string;
  /** Prefix of everything that belongs to a tenant, such as `zuid-`; empty where the instance serves everyone. */
  readonly prefix: string;
  readonly service: ServiceDefinition;
  /** Named users of this instance. */
  readonly users: Derived<"users">;
}

/** Every instance of every service, in the order of services and then of tenants. */
export function serviceInstances(
  ledger: Ledger,
  environment: Pick<Environment, "name" | "tenancy" | "suite">,
  everyone: Derived<"users">,
): readonly ServiceInstance[] {
  const { tenancy, name } = environment;
  const services = servicesOf(environment);
  const forEveryone = (service: ServiceDefinition): ServiceInstance => ({
    id: service.name,
    prefix: "",
    service,
    users: everyone,
  });
  switch (tenancy.kind) {
    case "dedicated":
      return services.map(forEveryone);
    case "shared": {
      const tenants = Object.entries(tenancy.tenants).map(([id, tenant]) => ({
        id,
        users: ledger.fact(`tenant-${id}-users`, users(tenant.users), `named users of ${tenant.customer}`, {
          kind: "environment",
          ref: `environment "${name}": tenancy.tenants.${id}.users`,
          date: "undated",
        }),
      }));
      return services.flatMap((service) => {
        switch (service.tenancy) {
          case "multi-tenant":
            return [forEveryone(service)];
          case "instance-per-tenant":
            return tenants.map((tenant): ServiceInstance => ({
              id: `${tenant.id}-${service.name}`,
              prefix: `${tenant.id}-`,
              service,
              users: tenant.users,
            }));
        }
      });
    }
  }
}
