import { standbyOf, tierOf, siteRegion, type Environment, type Site } from "../environments/schema";
import {
  describe,
  mebibytes,
  millicores,
  quantity,
  type Derived,
  type Quantity,
  type SitePlan,
  type Unit,
} from "../language";
import { enterSums, type DemandSums } from "./demand-sums";
import type { Ledger } from "./ledger";
import { enterPool, generalPool, type PlannedPool, type PoolInput } from "./node-pools";
import { enterOwnPool } from "./own-pool";
import { siteDemand, type EnvironmentDemand } from "./site-demand";
import type { SiteWorld } from "./site-world";
import { statedSite } from "./stated-site";

export interface SiteInput {
  readonly environment: Pick<Environment, "name" | "recovery" | "tenancy">;
  readonly site: Site;
  readonly world: SiteWorld;
  readonly zones: Derived<"zones">;
  readonly users: Derived<"users">;
  readonly role: SitePlan["role"];
  /** Whether this site serves, or stands by with what runs at every site. */
  readonly active: boolean;
  readonly demand: EnvironmentDemand;
}

/** A planned site with what its cost is computed from. */
export interface PlannedSite {
  readonly active: boolean;
  readonly plan: SitePlan;
  readonly world: SiteWorld;
  readonly sums: DemandSums;
  /** Undefined where the customer says nothing of the cluster's nodes; without a choice where they are not ours to choose. */
  readonly pool: (Pick<PlannedPool, "plan"> & Partial<PlannedPool>) | undefined;
}

/** Demand and nodes of one site. */
export function enterSite(ledger: Ledger, input: SiteInput): PlannedSite {
  const { environment, site, world, zones, users, role, active, demand } = input;
  const here = siteDemand(ledger, demand, site.kind, active);
  const whenActive = active ? here : siteDemand(ledger, demand, site.kind, true);
  const sums = enterSums(ledger, world.id, here);
  const survivesZoneLoss = tierOf(environment.recovery) !== "basis";
  const common = { zones, users, sums, here, whenActive, survivesZoneLoss };
  const stated = statedSite(site);
  const pool = enterNodes(ledger, input, { ...common, environment });
  return {
    active,
    world,
    sums,
    pool,
    plan: {
      role,
      cloud: site.kind,
      region: siteRegion(site),
      zones,
      demand: enterDemand(ledger, world.id, sums, pool),
      pools: pool === undefined ? {} : { [generalPool]: pool.plan },
      ...(stated === undefined ? {} : { stated }),
    },
  };
}

/** The nodes that we choose, or those that the customer says there are. */
function enterNodes(
  ledger: Ledger,
  { environment, world, role }: SiteInput,
  input: Omit<PoolInput, "world">,
): PlannedSite["pool"] {
  switch (world.kind) {
    case "cloud":
      return enterPool(ledger, { world, ...input });
    case "existing": {
      const where = role === "primary" ? "site" : (standbyOf(environment)?.where ?? "site");
      const plan = enterOwnPool(ledger, { world, where, ...input });
      return plan === undefined ? undefined : { plan };
    }
  }
}

/** The counted pods, and on every planned node those that run on each. */
function enterDemand(ledger: Ledger, site: string, sums: DemandSums, pool: PlannedSite["pool"]): SitePlan["demand"] {
  const nodes = pool?.plan.nodes;
  const enter = <U extends Unit>(
    what: string,
    counted: Derived<U>,
    each: Derived<U>,
    unit: (value: number) => Quantity<U>,
  ): Derived<U> =>
    ledger.derive(`sites.${site}.demand.${what}`, unit(counted.value + (nodes?.value ?? 0) * each.value), {
      rule: "site-demand",
      from: nodes === undefined ? [counted] : [counted, nodes, each],
      because:
        nodes === undefined
          ? `${describe(counted)}; how many nodes the cluster has, and what runs on each, is not known: say so in its facts (nodes)`
          : `${describe(counted)} + ${describe(nodes)} x ${describe(each)} on each`,
    });
  return {
    cpu: enter("cpu", sums.cpu, sums.perNode.cpu, millicores),
    memory: enter("memory", sums.memory, sums.perNode.memory, mebibytes),
    volumes: ledger.derive(`sites.${site}.demand.volumes`, quantity(sums.volumes.value, "volumes"), {
      rule: "site-demand",
      from: [sums.volumes],
      because: describe(sums.volumes),
    }),
    pods: enter("pods", sums.pods, sums.perNode.pods, (value) => quantity(value, "pods")),
  };
}
