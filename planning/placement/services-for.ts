import type { Environment } from "../../environments/schema";
import type { ServiceDefinition } from "../../language";
import { servicesOf } from "../../suites";

/** Services that run once for everyone, or, for a tenant, those of which it has instances of its own. */
export function servicesFor(
  environment: Pick<Environment, "suite" | "tenancy">,
  tenant: string | undefined,
): readonly ServiceDefinition[] {
  const services = servicesOf(environment);
  switch (environment.tenancy.kind) {
    case "dedicated":
      return tenant === undefined ? services : [];
    case "shared": {
      return services.filter(({ tenancy }) => (tenancy === "instance-per-tenant") === (tenant !== undefined));
    }
  }
}
