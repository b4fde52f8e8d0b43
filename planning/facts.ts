import type { Environment } from "../environments/schema";
import { users, type Derived } from "../language";
import type { Ledger } from "./ledger";
import { enterTenants, type Tenant } from "./tenants";

/** Numbers that the architect wrote. */
export interface Facts {
  /** Named users of all tenants. */
  readonly users: Derived<"users">;
  readonly tenants: readonly Tenant[];
}

export function enterFacts(ledger: Ledger, environment: Pick<Environment, "name" | "users" | "tenancy">): Facts {
  const {
    name,
    users: { count },
    tenancy,
  } = environment;
  switch (tenancy.kind) {
    case "dedicated": {
      const everyone = ledger.fact("users", users(count), "named users of all tenants", {
        kind: "environment",
        ref: `environment "${name}": users.count`,
        date: "undated",
      });
      return { users: everyone, tenants: [] };
    }
    case "shared": {
      const tenants = enterTenants(ledger, environment);
      const everyone = ledger.load("users", users(count), {
        rule: "users-of-tenants",
        from: tenants.map((tenant) => tenant.users),
        because: `named users of ${String(tenants.length)} tenants together`,
      });
      return { users: everyone, tenants };
    }
  }
}
