import type { DataPath, ServiceDefinition } from "../language";

/** A set of services that is sold and deployed together. */
export interface Suite {
  readonly name: "noveu" | "inopsio" | "pma";
  /** Services by name. */
  readonly services: Readonly<Record<string, ServiceDefinition>>;
  /**
   * Ways that data takes through this suite and no other, by id, given every service that runs beside each other. Default: those alone that every suite
   * has, from what its services expose and read.
   */
  readonly paths?: (services: readonly ServiceDefinition[]) => Readonly<Record<string, DataPath>>;
  /** Product that the services' topics are declared on where it is none of the services itself. Default: NATS, which is. */
  readonly bus?: "kafka";
  /** Gateway that neither signs people in nor asks about them in its own protocol. Default: Envoy, which does both. */
  readonly gateway?: "kong";
  /** Product that signs people in where it is another. Default: Keycloak. */
  readonly identity?: "authentik";
}

/** True but for what stands between tenants, where there is one customer alone, and for what one customer has, where there are several. */
export function runsIn(
  { kind }: { readonly kind: "dedicated" | "shared" },
  service: Pick<ServiceDefinition, "tenancy">,
): boolean {
  switch (service.tenancy) {
    case "multi-tenant":
    case "instance-per-tenant":
      return true;
    case "between-tenants":
      return kind === "shared";
    case "one-customer":
      return kind === "dedicated";
  }
}

/** The suite with every service as `change` makes it; names stay. */
export const withEachService = (suite: Suite, change: (service: ServiceDefinition) => ServiceDefinition): Suite => ({
  ...suite,
  services: Object.fromEntries(Object.entries(suite.services).map(([name, service]) => [name, change(service)])),
});
