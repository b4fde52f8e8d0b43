import { Refusal, type Environment } from "bestek";
import fc from "fast-check";
import { planEnvironment } from "../../planning";
import { planMistakes } from "../../planning/plan-mistakes";
import { cellOf, placeDatabaseClusters, rendezvousCell } from "../../planning/placement";
import { cloudWith } from "../tenancy/shared-environment";
import { municipality } from "./sample-environments";
import { dedicated } from "bestek";

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/), { minLength: 1, maxLength: 60 });
const cells = fc.integer({ min: 1, max: 40 });

describe("a tenant's cell", () => {
  test("does not depend on who else is there", () => {
    fc.assert(
      fc.property(ids, ids, cells, (some, others, count) => {
        const line = { customer: "x", domain: "x.example.eu", users: 1 };
        const among = (all: readonly string[]) => ({
          cells: count,
          tenants: Object.fromEntries(all.map((id) => [id, line])),
        });
        for (const id of some) expect(cellOf(among([...others, ...some]), id)).toBe(cellOf(among(some), id));
      }),
    );
  });

  test("changes with a cell more only to that cell", () => {
    fc.assert(
      fc.property(ids, cells, (all, count) => {
        for (const id of all) {
          const [before, after] = [rendezvousCell(id, count), rendezvousCell(id, count + 1)];
          expect(after === before || after === count).toBe(true);
        }
      }),
    );
  });

  test("is shared out evenly enough: none of eight holds twice its share of a thousand", () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let index = 0; index < 1000; index += 1) {
      const cell = rendezvousCell(`tenant${String(index)}`, 8);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    expect(Math.max(...counts)).toBeLessThan(250);
    expect(Math.min(...counts)).toBeGreaterThan(62);
  });

  test("is the same in every version: moving one moves its data", () => {
    expect(["acme", "borg", "corp", "delft"].map((id) => rendezvousCell(id, 8))).toMatchInlineSnapshot(`
      [
        0,
        2,
        7,
        6,
      ]
    `);
  });

  test("is the one it is pinned to", () => {
    const { databases, tenancy } = planEnvironment(cloudWith({ alba: { users: 50, cell: 1 } }, {}, 3));
    expect(tenancy?.tenants["alba"]?.cell).toBe("postgres-cell-1");
    expect(Object.keys(databases["postgres-cell-1"]?.databases ?? {})).toEqual([
      "alba-chat",
      "alba-files",
      "alba-mail",
    ]);
    expect(databases["postgres-cell-0"]?.databases).toEqual({});
  });
});

describe("a shared platform's databases", () => {
  const plan = planEnvironment(cloudWith({ alba: { users: 4_000 }, borg: { users: 100 } }, {}, 3));

  test("keep the platform's own apart from those of tenants", () => {
    expect(Object.keys(plan.databases)).toEqual(["postgres", "postgres-cell-0", "postgres-cell-1", "postgres-cell-2"]);
    expect(Object.keys(plan.databases["postgres"]?.databases ?? {})).toEqual(["billing", "exchange", "identity"]);
  });

  test("are sized by the users of their tenants", () => {
    const cell = plan.tenancy?.tenants["alba"]?.cell ?? "";
    const together = plan.tenancy?.tenants["borg"]?.cell === cell;
    expect(plan.load[`${cell}-users`]?.value).toBe(together ? 4_100 : 4_000);
  });

  test("give each tenant a share of connections that grows with its users", () => {
    const shares = Object.values(plan.databases).flatMap(({ databases }) =>
      Object.entries(databases).flatMap(([id, { connections }]) =>
        connections === undefined ? [] : [[id, connections.value] as const],
      ),
    );
    expect(Object.fromEntries(shares)).toEqual({
      "alba-chat": 220,
      "alba-files": 220,
      "alba-mail": 220,
      "borg-chat": 25,
      "borg-files": 25,
      "borg-mail": 25,
    });
  });

  test("explain themselves", () => {
    expect(planMistakes(plan)).toEqual([]);
  });
});

const refusalOf = (environment: Environment): Refusal => {
  try {
    planEnvironment(environment);
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
  throw new Error("was not refused");
};

describe("refused, with a way out that holds", () => {
  const many = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`t${String(index)}`, { users: 100 }]));
  const granted = { quotas: { buckets: 1_000 } };
  const roomy = (count: number): Environment => {
    const { site, recovery } = cloudWith({ alba: { users: 1 } }).facts;
    if (site.kind !== "ovh" || recovery.kind !== "warm-standby" || recovery.site.kind !== "ovh")
      throw new Error("sample");
    return cloudWith(
      many,
      { site: { ...site, ...granted }, recovery: { ...recovery, site: { ...recovery.site, ...granted } } },
      count,
    );
  };

  test("more connections than a cell may hold", () => {
    const { mistakes } = refusalOf(roomy(1));
    expect(mistakes).toMatchObject([{ where: "tenancy.cells", value: 1 }]);
    const enough = Number(/to (\d+) say/.exec(mistakes[0]?.wayOut ?? "")?.[1]);
    expect(() => planEnvironment(roomy(enough))).not.toThrow();
  });

  test("more buckets than the account has been granted", () => {
    const { site } = cloudWith({ alba: { users: 1 } }).facts;
    if (site.kind !== "ovh") throw new Error("sample");
    const { quotas: _, ...ungranted } = site;
    const { mistakes } = refusalOf(cloudWith(many, { site: ungranted }, 4));
    expect(mistakes).toMatchObject([{ where: "site.quotas.buckets" }]);
    expect(mistakes[0]?.why).toContain("100 buckets, and the environment has 370");
  });
});

describe("a dedicated environment", () => {
  const large = (databases: "one-cluster" | "cluster-per-service") =>
    municipality({
      users: { count: 12_000, usage: "seed" },
      tenancy: dedicated({ customer: "Gemeente Zuid", domain: "zuid.example.eu", databases }),
    });

  test("outgrows one cluster, and is told what else there is", () => {
    expect(refusalOf(large("one-cluster")).mistakes).toMatchObject([
      { where: "users.count", wayOut: expect.stringContaining("cluster-per-service") },
    ]);
  });

  test("fits with a cluster for each service", () => {
    const plan = planEnvironment(large("cluster-per-service"));
    expect(Object.keys(plan.databases)).toEqual([
      "postgres-chat",
      "postgres-config",
      "postgres-files",
      "postgres-identity",
      "postgres-mail",
    ]);
    expect(placeDatabaseClusters(large("cluster-per-service"))).toHaveLength(5);
  });
});
