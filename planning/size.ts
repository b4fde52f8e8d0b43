import { clouds, type Cloud, type RecoveryTierName } from "../catalog";
import type { Environment } from "../environments/schema";
import { isDecided, quantity, Refusal, type Mistake, type Plan, type Quantity } from "../language";
import { generalPool } from "./node-pools";
import { planEnvironment } from "./plan-environment";
import { sizeTemplate, type SizeCell } from "./size-template";

export interface SizeOptions {
  /** Numbers of named users, each a row for every cloud and tier. */
  readonly users: readonly number[];
  readonly usage: Environment["users"]["usage"];
  /** Default: every tier. */
  readonly tiers?: readonly RecoveryTierName[];
  /** Default: every cloud. */
  readonly clouds?: readonly Cloud[];
}

interface SizeHead {
  readonly cloud: Cloud;
  readonly region: string;
  readonly tier: RecoveryTierName;
  readonly users: number;
  readonly usage: Environment["users"]["usage"];
}

/** One line of the table. */
export type SizeRow =
  | (SizeHead &
      Size & {
        readonly kind: "sized";
        /** What a month costs before the first user: the same platform for a single one. */
        readonly floor: Quantity<"EUR/month">;
        /** The next step up; undefined where none is found before the platform can grow no further. */
        readonly next: NextStep | undefined;
      })
  | (SizeHead & { readonly kind: "refused"; readonly mistakes: readonly Mistake[] });

interface Size {
  /** Machine of the active site. */
  readonly machine: string;
  readonly nodes: Quantity<"nodes">;
  /** Nodes that stand by at the other site; 0 where there is none. */
  readonly standbyNodes: Quantity<"nodes">;
  /** Objects of all services, each counted once. */
  readonly objects: Quantity<"MiB">;
  /** Volumes of all sites. */
  readonly volumes: Quantity<"MiB">;
  readonly monthly: Quantity<"EUR/month">;
  readonly perUser: Quantity<"EUR/user/month">;
  /** True where a line has no price. */
  readonly atLeast: boolean;
}

export interface NextStep {
  /** Most users that the same nodes carry. */
  readonly lastUsers: number;
  /** What a month costs for one user more. */
  readonly monthly: Quantity<"EUR/month">;
}

/** The suite, sized for every number of users in the default regions of every cloud, on the planning of real plans. */
export function sizeTable(
  { suite }: Pick<Environment, "suite">,
  { users, usage, tiers = ["basis", "pro", "overheid"], clouds: chosen = clouds }: SizeOptions,
): readonly SizeRow[] {
  return chosen.flatMap((cloud) =>
    tiers.flatMap((tier) => {
      const planner = new CellPlanner({ cloud, tier, usage, suite });
      return users.map((count) => planner.row(count));
    }),
  );
}

/** More users than any environment may have. */
const mostUsers = 1_000_000;

/** Plans of one cloud and tier by number of users, each made once. */
class CellPlanner {
  private readonly plans = new Map<number, Plan | Refusal>();

  constructor(private readonly cell: Omit<SizeCell, "users">) {}

  row(users: number): SizeRow {
    const { cloud, tier, usage } = this.cell;
    const plan = this.plan(users);
    const region = this.region(users);
    const head = { cloud, region, tier, users, usage };
    if (plan instanceof Refusal) return { ...head, kind: "refused", mistakes: plan.mistakes };
    const floor = this.plan(1);
    const monthly = floor instanceof Refusal ? plan.cost.total : floor.cost.total;
    return { ...head, kind: "sized", ...sizeOf(plan), floor: bare(monthly), next: this.next(users, nodesOf(plan)) };
  }

  private region(users: number): string {
    const { site } = sizeTemplate({ ...this.cell, users });
    return site.kind === "existing" ? site.name : site.region;
  }

  private plan(users: number): Plan | Refusal {
    const known = this.plans.get(users);
    if (known !== undefined) return known;
    const plan = planOrRefusal({ ...this.cell, users });
    this.plans.set(users, plan);
    return plan;
  }

  /** Doubles the distance until the nodes differ, then halves the interval until it is one user wide. */
  private next(users: number, nodes: string): NextStep | undefined {
    let same = users;
    let other = Math.min(users + firstDistance, mostUsers);
    while (this.nodesAt(other) === nodes) {
      if (other === mostUsers) return undefined;
      same = other;
      other = Math.min(users + (other - users) * 2, mostUsers);
    }
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.nodesAt(middle) === nodes) same = middle;
      else other = middle;
    }
    const after = this.plan(other);
    return after instanceof Refusal ? undefined : { lastUsers: same, monthly: bare(after.cost.total) };
  }

  private nodesAt(users: number): string {
    const plan = this.plan(users);
    return plan instanceof Refusal ? "none" : nodesOf(plan);
  }
}

/** A first step of about what one replica more carries. */
const firstDistance = 128;

function planOrRefusal(cell: SizeCell): Plan | Refusal {
  try {
    return planEnvironment(sizeTemplate(cell));
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
}

/** What all nodes cost, to see whether that differs; without a price, which nodes they are. */
function nodesOf(plan: Plan): string {
  const lines = Object.entries(plan.cost.lines).filter(([id]) => id.endsWith(`-nodes-${generalPool}`));
  const pools = Object.values(plan.sites).flatMap((site) => Object.values(site.pools));
  return lines.every(([, { monthly }]) => isDecided(monthly))
    ? lines.map(([, { monthly }]) => (isDecided(monthly) ? String(monthly.value) : "")).join(" + ")
    : pools.map(({ machine, nodes }) => `${machine} x ${String(nodes.value)}`).join(" + ");
}

function sizeOf(plan: Plan): Size {
  const sites = Object.values(plan.sites);
  const pools = (role: "primary" | "standby") =>
    sites.flatMap((site) => (site.role === role ? (site.pools[generalPool] ?? []) : []));
  const nodes = (role: "primary" | "standby"): Quantity<"nodes"> =>
    quantity(
      pools(role).reduce((sum, pool) => sum + pool.nodes.value, 0),
      "nodes",
    );
  const volumes = Object.keys(plan.sites).map((id) => plan.load[`${id}-block-storage`]?.value ?? 0);
  const objects = Object.values(plan.buckets).map(({ size }) => size.value);
  return {
    machine: pools("primary")
      .map(({ machine }) => machine)
      .join(", "),
    nodes: nodes("primary"),
    standbyNodes: nodes("standby"),
    objects: quantity(sum(objects), "MiB"),
    volumes: quantity(sum(volumes), "MiB"),
    monthly: bare(plan.cost.total),
    perUser: bare(plan.cost.perUser),
    atLeast: plan.cost.atLeast,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The quantity without its derivation, which a table has no room for. */
const bare = <U extends Quantity["unit"]>({ value, unit }: Quantity<U>): Quantity<U> => quantity(value, unit);
