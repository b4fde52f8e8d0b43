import type { Environment } from "../environments/schema";
import { users, type Derived } from "../language";
import type { Ledger } from "./ledger";

/** A tenant with what planning derives from its facts. */
export interface Tenant {
  readonly id: string;
  readonly customer: string;
  readonly domain: string;
  readonly users: Derived<"users">;
}

/** Enters the tenants' users as facts; empty where one customer has the platform to itself. */
export function enterTenants(
  ledger: Ledger,
  { name, tenancy }: Pick<Environment, "name" | "tenancy">,
): readonly Tenant[] {
  switch (tenancy.kind) {
    case "dedicated":
      return [];
    case "shared":
      return Object.entries(tenancy.tenants).map(([id, { customer, domain, users: count }]) => ({
        id,
        customer,
        domain,
        users: ledger.fact(`tenant-${id}-users`, users(count), `named users of ${customer}`, {
          kind: "environment",
          ref: `environment "${name}": tenancy.tenants.${id}.users`,
          date: "undated",
        }),
      }));
  }
}
