import type { ServiceDefinition } from "../language";

/** A set of services that is sold and deployed together. */
export interface Suite {
  readonly name: "noveu" | "inopsio" | "pma";
  /** Services by name. */
  readonly services: Readonly<Record<string, ServiceDefinition>>;
}
