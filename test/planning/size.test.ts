import { noveu } from "bestek";
import { planEnvironment, sizeTable, type SizeRow } from "../../planning";
import { sizeTemplate } from "../../planning/size-template";

const suite = noveu();
const sized = (row: SizeRow | undefined) => {
  if (row?.kind !== "sized") throw new Error(`${row?.cloud ?? "nothing"} is not sized`);
  return row;
};

describe("bestek size", () => {
  const rows = sizeTable({ suite }, { users: [1000], usage: "seed" });

  test("has a row for every cloud and tier, in the default region of each", () => {
    expect(rows.map(({ cloud, region, tier }) => `${cloud} ${region} ${tier}`)).toEqual([
      "ovh EU-WEST-PAR basis",
      "ovh EU-WEST-PAR pro",
      "ovh EU-WEST-PAR overheid",
      "azure westeurope basis",
      "azure westeurope pro",
      "azure westeurope overheid",
      "aws eu-west-1 basis",
      "aws eu-west-1 pro",
      "aws eu-west-1 overheid",
    ]);
  });

  test("shows what the plan of such an environment shows", () => {
    const plan = planEnvironment(sizeTemplate({ cloud: "ovh", tier: "pro", users: 1000, usage: "seed", suite }));
    const row = sized(rows[1]);
    expect(row.monthly).toEqual({ value: plan.cost.total.value, unit: "EUR/month" });
    expect(row.perUser.value).toBe(plan.cost.perUser.value);
    expect(row.nodes.value).toBe(plan.sites["eu-west-par"]?.pools["general"]?.nodes.value);
    expect(row.standbyNodes.value).toBe(plan.sites["eu-south-mil"]?.pools["general"]?.nodes.value);
    expect(row.machine).toBe(plan.sites["eu-west-par"]?.pools["general"]?.machine);
  });

  test("Basis has no nodes that stand by, and Pro costs more", () => {
    expect(sized(rows[0]).standbyNodes.value).toBe(0);
    expect(sized(rows[1]).monthly.value).toBeGreaterThan(sized(rows[0]).monthly.value);
  });

  test("the floor is what a single user would cost", () => {
    const plan = planEnvironment(sizeTemplate({ cloud: "ovh", tier: "basis", users: 1, usage: "seed", suite }));
    expect(sized(rows[0]).floor.value).toBe(plan.cost.total.value);
  });

  test.each([
    ["ovh", "basis"],
    ["ovh", "pro"],
  ] as const)(
    "the next step of %s %s is exact: the last user on the same nodes, and the price of one more",
    (cloud, tier) => {
      const { next } = sized(rows.find((row) => row.cloud === cloud && row.tier === tier));
      // A standby has nodes as well, and a step of its own.
      const nodesAt = (users: number): number =>
        Object.entries(planEnvironment(sizeTemplate({ cloud, tier, users, usage: "seed", suite })).cost.lines)
          .filter(([id]) => id.endsWith("-nodes-general"))
          .reduce((sum, [, { monthly }]) => sum + ("value" in monthly ? monthly.value : NaN), 0);
      const last = next?.lastUsers ?? 0;
      expect(last).toBeGreaterThanOrEqual(1000);
      const values = [1000, last, last + 1].map(nodesAt);
      expect(values[1]).toBe(values[0]);
      expect(values[2]).toBeGreaterThan(values[0] ?? Infinity);
    },
  );

  test("measured usage stores more and costs more than the seed's estimate", () => {
    const options = { users: [1000], tiers: ["basis"], clouds: ["ovh"] } as const;
    const [seed] = sizeTable({ suite }, { ...options, usage: "seed" });
    const [measured] = sizeTable({ suite }, { ...options, usage: "measured" });
    expect(sized(measured).objects.value).toBeGreaterThan(sized(seed).objects.value);
    expect(sized(measured).monthly.value).toBeGreaterThan(sized(seed).monthly.value);
  });

  test("a price that nobody knows makes the row read at least", () => {
    expect(sized(rows.find(({ cloud, tier }) => cloud === "aws" && tier === "pro")).atLeast).toBe(true);
    expect(sized(rows[0]).atLeast).toBe(false);
  });

  test("more users than can be planned are refused in their own row, not for the whole table", () => {
    const [fits, refused] = sizeTable(
      { suite },
      { users: [500, 50_000], usage: "seed", tiers: ["basis"], clouds: ["ovh"] },
    );
    expect(fits?.kind).toBe("sized");
    expect(refused).toMatchObject({ kind: "refused", users: 50_000, mistakes: [{ where: "users.count" }] });
  });
});
