import type { Environment } from "../environments/schema";
import { describe, quantity, Refusal, type DatabaseClusterPlan, type Derived } from "../language";
import { assumptions } from "./assumptions";
import type { Ledger } from "./ledger";
import { sumInWords } from "./sum-in-words";

export interface PlannedCluster {
  readonly name: string;
  readonly plan: DatabaseClusterPlan;
}

/** Connections that one tenant's database may hold. */
export function enterShare(ledger: Ledger, path: string, users: Derived<"users">): Derived<"1"> {
  const least = ledger.figure("database-connections", assumptions.databaseConnections);
  const each = ledger.figure("database-users-per-connection", assumptions.databaseUsersPerConnection);
  return ledger.derive(path, quantity(least.value + Math.ceil(users.value / each.value), "1"), {
    rule: "database-connections",
    from: [least, users, each],
    because: `${describe(least)} + ${describe(users)} / ${describe(each)}, rounded up`,
  });
}

/** Connections of all tenants of a cell together. */
export function enterConnections(
  ledger: Ledger,
  path: string,
  databases: DatabaseClusterPlan["databases"],
): Derived<"1"> {
  const most = ledger.figure("cell-connections", assumptions.cellConnections);
  const shares = Object.values(databases).flatMap(({ connections }) => connections ?? []);
  const sum = shares.reduce((total, { value }) => total + value, 0);
  return ledger.derive(`${path}.connections`, quantity(sum, "1"), {
    rule: "cell-connections",
    from: [...shares, most],
    because: `${shares.length === 0 ? "no tenant yet" : sumInWords(shares)}; a cell may hold ${describe(most)}`,
  });
}

/** Throws a Refusal that names every cell whose tenants want more connections than it may hold. */
export function refuseOverfull(
  { name, tenancy }: Pick<Environment, "name" | "tenancy">,
  clusters: readonly PlannedCluster[],
): void {
  if (tenancy.kind !== "shared") return;
  const most = assumptions.cellConnections.value;
  const overfull = clusters.filter(({ plan }) => (plan.connections?.value ?? 0) > most);
  if (overfull.length === 0) return;
  const sum = clusters.reduce((total, { plan }) => total + (plan.connections?.value ?? 0), 0);
  // A third more than an even share, because hashing is not even.
  const enough = Math.max(tenancy.cells + 1, Math.ceil((sum / most) * 1.33));
  throw new Refusal(
    `environment "${name}"`,
    overfull.map(({ name: cell, plan }) => ({
      where: "tenancy.cells",
      value: tenancy.cells,
      why: `gives ${cell} ${String(Object.keys(plan.databases).length)} databases with ${String(plan.connections?.value ?? 0)} connections, more than the ${String(most)} that a cell may hold`,
      wayOut: `raise it, to ${String(enough)} say, or pin tenants to emptier cells with tenants.<id>.cell; data of tenants that move must be carried over`,
    })),
  );
}
