import type { Environment } from "../environments/schema";
import {
  describe,
  isDecided,
  quantity,
  type BucketPlan,
  type CostLine,
  type CostPlan,
  type DatabaseClusterPlan,
  type Derived,
  type ServiceDefinition,
} from "../language";
import { incidentalLines } from "./incidental-cost";
import type { Ledger } from "./ledger";
import type { Load } from "./load";
import { objectLines } from "./object-cost";
import { platformLines } from "./platform-cost";
import { cents, withoutPrice } from "./price";
import type { PlannedSite } from "./site-plan";
import { snapshotLines } from "./snapshot-cost";

export interface CostInput {
  readonly environment: Environment;
  readonly users: Derived<"users">;
  readonly services: readonly ServiceDefinition[];
  readonly load: Load;
  /** The primary first. */
  readonly sites: readonly PlannedSite[];
  readonly buckets: Readonly<Record<string, BucketPlan>>;
  readonly databases: Readonly<Record<string, DatabaseClusterPlan>>;
}

/**
 * What a month costs without tax: clusters, nodes and their disks, volumes and their snapshots, load balancers, gateways, addresses, keys and object
 * storage; logs by name alone. Not counted are traffic, requests, DNS zones, licences, support and people.
 */
export function enterCost(ledger: Ledger, input: CostInput): CostPlan {
  const { sites, users } = input;
  const lines = Object.fromEntries([
    ...sites.flatMap((site, index) => siteLines(ledger, site, input, index === 0)),
    ...objectLines(ledger, input),
  ]);
  const monthly = Object.values(lines).map((line) => line.monthly);
  const known = monthly.filter(isDecided);
  const atLeast = known.length < monthly.length;
  const sum = known.reduce((total, { value }) => total + value, 0);
  const total = ledger.derive("cost.total", quantity(cents(sum), "EUR/month"), {
    rule: "total",
    from: monthly,
    because: `${String(known.length)} of ${String(monthly.length)} lines have a price${atLeast ? ", so that the total is at least this" : ""}`,
  });
  return {
    lines,
    total,
    perUser: ledger.derive("cost.perUser", quantity(perUser(total, users), "EUR/user/month"), {
      rule: "cost-per-user",
      from: [total, users],
      because: `${atLeast ? "at least " : ""}${describe(total)} / ${describe(users)}`,
    }),
    atLeast,
  };
}

const perUser = (total: Derived, { value }: Derived<"users">): number =>
  Math.round((total.value / value) * 10_000) / 10_000;

function siteLines(
  ledger: Ledger,
  site: PlannedSite,
  { environment, load, services, databases }: CostInput,
  isPrimary: boolean,
): readonly (readonly [string, CostLine])[] {
  const { world, sums } = site;
  switch (world.kind) {
    case "cloud":
      return [
        ...platformLines(ledger, { site, world, load, services }),
        ...(isPrimary ? snapshotLines(ledger, world, databases) : []),
        ...incidentalLines(ledger, site, world, environment, isPrimary),
      ];
    case "existing": {
      const id = `${world.id}-cluster`;
      const because = `the customer runs the cluster that carries ${describe(sums.cpu)} and ${describe(sums.memory)}`;
      const monthly = withoutPrice(ledger, `cost.lines.${id}.monthly`, [sums.cpu, sums.memory], because);
      return [[id, { what: "Cluster of the customer", site: world.id, monthly }]];
    }
  }
}
