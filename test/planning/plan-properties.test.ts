import { isDecided, type Environment, type Plan, type RecoveryFacts } from "bestek";
import fc from "fast-check";
import { planEnvironment, planMistakes } from "../../planning";
import { amsterdam, basis, dublin, frankfurt, gavle, municipality, overheid, paris, pro } from "./sample-environments";

/** Up to here the largest machine of every cloud holds a database instance. */
const users = fc.integer({ min: 1, max: 5000 });
const usage = fc.constantFrom("seed" as const, "measured" as const);

const clouds = {
  ovh: { site: paris, standby: undefined },
  azure: { site: amsterdam, standby: gavle },
  aws: { site: dublin, standby: frankfurt },
} as const;
const cloud = fc.constantFrom("ovh" as const, "azure" as const, "aws" as const);

const tiers = { basis, pro, overheid } as const;
const tier = fc.constantFrom("basis" as const, "pro" as const, "overheid" as const);

function recoveryAt(name: keyof typeof tiers, where: keyof typeof clouds): RecoveryFacts {
  const recovery = tiers[name];
  const { standby } = clouds[where];
  if (standby === undefined) return recovery;
  switch (recovery.kind) {
    case "backup-restore":
      return recovery;
    case "warm-standby":
      return { ...recovery, site: standby };
    case "active-active":
      return { ...recovery, standby };
  }
}

interface Case {
  readonly count: number;
  readonly usage: Environment["users"]["usage"];
  readonly cloud: keyof typeof clouds;
  readonly tier: keyof typeof tiers;
}

const environmentOf = (sample: Case): Environment =>
  municipality({
    users: { count: sample.count, usage: sample.usage },
    site: clouds[sample.cloud].site,
    recovery: recoveryAt(sample.tier, sample.cloud),
  });
const planOf = (sample: Case): Plan => planEnvironment(environmentOf(sample));

const sample = fc.record({ count: users, usage, cloud, tier });

const workloadsOf = (plan: Plan) => Object.values(plan.services).flatMap((service) => Object.values(service.workloads));
const nodeCost = (plan: Plan): number =>
  Object.entries(plan.cost.lines)
    .filter(([id]) => id.includes("-nodes-") || id.endsWith("-system-disks"))
    .reduce((sum, [, { monthly }]) => sum + (isDecided(monthly) ? monthly.value : 0), 0);
const poolsOf = (plan: Plan) => Object.values(plan.sites).flatMap((site) => Object.values(site.pools));

describe("more users", () => {
  const pair = fc.tuple(sample, users).map(([one, other]) => ({
    fewer: planOf({ ...one, count: Math.min(one.count, other) }),
    more: planOf({ ...one, count: Math.max(one.count, other) }),
  }));

  test("never need fewer replicas, less room or less money", () => {
    fc.assert(
      fc.property(pair, ({ fewer, more }) => {
        workloadsOf(more).forEach((workload, index) => {
          expect(workload.replicas.value).toBeGreaterThanOrEqual(workloadsOf(fewer)[index]?.replicas.value ?? 0);
        });
        expect(more.databases["postgres"]?.storage.value).toBeGreaterThanOrEqual(
          fewer.databases["postgres"]?.storage.value ?? 0,
        );
        // Larger machines may be fewer: what never falls is what all nodes cost, and their number where they are equal.
        expect(nodeCost(more)).toBeGreaterThanOrEqual(nodeCost(fewer) - 0.02);
        poolsOf(more).forEach((pool, index) => {
          const before = poolsOf(fewer)[index];
          if (before?.machine === pool.machine) expect(pool.nodes.value).toBeGreaterThanOrEqual(before.nodes.value);
        });
        expect(more.cost.total.value).toBeGreaterThanOrEqual(fewer.cost.total.value - 0.02);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a stricter tier", () => {
  test("never loses more data and never promises less", () => {
    fc.assert(
      fc.property(sample, (one) => {
        const [first, second, third] = (["basis", "pro", "overheid"] as const).map(
          (name) => planOf({ ...one, tier: name }).recovery,
        );
        const loss = (plan: Plan["recovery"] | undefined): number => {
          const database = plan?.loss["postgres"];
          return database !== undefined && isDecided(database) ? database.value : Infinity;
        };
        expect(loss(second)).toBeLessThanOrEqual(loss(first));
        expect(loss(third)).toBeLessThanOrEqual(loss(second));
        expect(third?.promisedLoss.value).toBeLessThanOrEqual(second?.promisedLoss.value ?? 0);
        expect(second?.promisedLoss.value).toBeLessThanOrEqual(first?.promisedLoss.value ?? 0);
        for (const recovery of [first, second, third]) {
          expect(loss(recovery)).toBeLessThanOrEqual(recovery?.promisedLoss.value ?? 0);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("every plan", () => {
  test("explains every number down to facts and figures with a source", () => {
    fc.assert(
      fc.property(sample, (one) => {
        expect(planMistakes(planOf(one))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("is plain JSON, the same bytes for the same facts", () => {
    fc.assert(
      fc.property(sample, (one) => {
        const plan = planOf(one);
        const text = JSON.stringify(plan);
        expect(JSON.parse(text)).toEqual(plan);
        expect(JSON.stringify(planOf(one))).toBe(text);
      }),
      { numRuns: 15 },
    );
  });

  test("keeps more replicas than a disruption may take, and no limit below its request", () => {
    fc.assert(
      fc.property(sample, (one) => {
        for (const workload of workloadsOf(planOf(one))) {
          expect(workload.minimumAvailable.value).toBeLessThanOrEqual(workload.replicas.value);
          expect(workload.maximumReplicas.value).toBeGreaterThanOrEqual(workload.replicas.value);
          expect(workload.cpuLimit.value).toBeGreaterThanOrEqual(workload.cpuRequest.value);
          expect(workload.memoryLimit.value).toBeGreaterThanOrEqual(workload.memoryRequest.value);
        }
      }),
      { numRuns: 20 },
    );
  });
});
