import type { Environment } from "../environments/schema";
import { users, type Derived } from "../language";
import type { Ledger } from "./ledger";

/** Numbers that the architect wrote. */
export interface Facts {
  readonly users: Derived<"users">;
}

export const enterFacts = (ledger: Ledger, { name, users: { count } }: Pick<Environment, "name" | "users">): Facts => ({
  users: ledger.fact("users", users(count), "named users of all tenants", {
    kind: "environment",
    ref: `environment "${name}": users.count`,
    date: "undated",
  }),
});
