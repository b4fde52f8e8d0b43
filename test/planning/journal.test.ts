import { describePlan } from "../../cli/describe-plan";
import rijk from "../../environments/noveu-rijk";
import zuid from "../../environments/noveu-zuid";
import noord from "../../environments/noveu-noord";
import eigen from "../../environments/noveu-eigen";
import { siteId } from "../../environments/schema";
import { defineEnvironment, type EnvironmentFacts } from "../../environments/schema";
import { bucketUsersAt, storeUsersAt } from "../../constructs/infrastructure/stores";
import { noveu } from "../../index";
import { explain, planEnvironment } from "../../planning";
import { placeBuckets, placeTenantBuckets, storageAccountOf } from "../../planning/placement";
import { cloudWith } from "../tenancy/shared-environment";

const name = "noveu-rijk-journal-eu-west-par";
const plan = planEnvironment(rijk);

const keeping = (facts: EnvironmentFacts, years = 7) =>
  defineEnvironment({ ...facts, suite: noveu({ mail: { journal: { kind: "kept", years } } }) });

const recoveryOf = ({ recovery }: EnvironmentFacts): EnvironmentFacts["recovery"] =>
  recovery.kind === "backup-restore"
    ? recovery
    : {
        ...recovery,
        accepts: [
          ...(recovery.accepts ?? []).filter(({ store }) => store !== "bucket-documents"),
          { store: "bucket-journal", by: "chief information officer", on: "2026-11-22" },
        ],
      };

test("the journal stands for its own years, which the plan says, and the audit log for as long as the framework asks", () => {
  expect(plan.records.buckets[name]).toMatchObject({ service: "mail", journal: { value: 2557, unit: "days" } });
  expect(plan.records.retention.value).toBe(1096);
  expect(explain(plan, `records.buckets.${name}.journal`)).toContain("mail.journal.years");
});

test("as much is kept as comes and goes in all those years, with the assumption beside the number, and it is paid", () => {
  const user = 900;
  const year = plan.load["journal-of-a-year"]?.value ?? 0;
  expect(year).toBeGreaterThanOrEqual(2_500 * user);
  expect(plan.buckets["journal"]?.size.value).toBe(Math.ceil((year * 2557) / 365));
  const why = explain(plan, "buckets.journal.size");
  expect(why).toContain("50 messages of 75 kB");
  expect(why).toContain("estimate");
  expect(Object.keys(plan.cost.lines).filter((line) => line.endsWith("-bucket-journal"))).toEqual([
    "eu-west-par-bucket-journal",
    "eu-south-mil-bucket-journal",
  ]);
});

test("where nobody asked for one there is none, and the plan says so and why", () => {
  const without = planEnvironment(zuid);
  expect(without.records.unkept["mail/journal"]).toContain("works council");
  expect(without.buckets["journal"]).toBeUndefined();
  expect(describePlan(without, []).join("\n")).toContain("not kept, mail/journal: no copy of every message is kept");
  expect(plan.records.unkept).toEqual({});
  expect(describePlan(plan, []).join("\n")).not.toContain("not kept");
});

test("who writes it reads nothing, and people who restore do; at no site does anybody change it", () => {
  const placed = placeBuckets(rijk);
  for (const site of ["eu-west-par", "eu-south-mil"]) {
    expect(bucketUsersAt(placed, site).find((user) => user.name === "mail-journal")).toMatchObject({
      buckets: [`noveu-rijk-journal-${site}`],
      access: "write",
    });
    const others = storeUsersAt(placed, site, []).filter((user) =>
      user.buckets.some((bucket) => bucket.includes("journal")),
    );
    expect(others.map((user) => [user.name, user.access])).toEqual([
      ["mail-journal", "write"],
      ["restore", "read"],
    ]);
  }
});

test("the job that carries objects off a cluster of one's own reads with the writer's keys, so that it adds and reads", () => {
  const kept = keeping({ ...eigen.facts, recovery: recoveryOf(eigen.facts) });
  const site = siteId(kept.site);
  expect(bucketUsersAt(placeBuckets(kept), site).find((user) => user.name === "mail-journal")?.access).toBe("append");
});

test("at Azure, where the lock is the account's, the journal has an account of its own at every place", () => {
  const kept = keeping({ ...noord.facts, recovery: recoveryOf(noord.facts) });
  const accounts = new Map<string, Set<number>>();
  for (const bucket of placeBuckets(kept)) {
    const { purpose } = bucket;
    if (purpose.kind !== "service" && purpose.kind !== "copy") continue;
    const account = storageAccountOf({ environment: kept.name, subscription: "s" }, bucket).name;
    accounts.set(account, (accounts.get(account) ?? new Set()).add(purpose.lockDays ?? 0));
  }
  expect([...accounts.values()].map(({ size }) => size)).toEqual([...accounts.values()].map(() => 1));
  expect([...accounts.values()].flatMap((locks) => [...locks])).toContain(2557);
});

test("each tenant's mail goes to a bucket of the tenant's own", () => {
  const shared = cloudWith(
    { noord: { users: 50 }, oost: { users: 70 } },
    { suite: noveu({ mail: { journal: { kind: "kept", years: 1 } } }) },
  );
  for (const tenant of ["noord", "oost"]) {
    const journals = placeTenantBuckets(shared, tenant).filter(
      ({ purpose }) => purpose.kind === "service" && purpose.journal === true,
    );
    for (const { purpose } of journals) expect(purpose).toMatchObject({ tenant, lockDays: 366 });
    expect(journals.length).toBeGreaterThan(0);
  }
  expect(placeBuckets(shared).filter((bucket) => bucket.name.includes("journal"))).toEqual([]);
  expect(
    Object.values(planEnvironment(shared).records.buckets).filter(({ journal }) => journal !== undefined),
  ).toHaveLength(2);
});
