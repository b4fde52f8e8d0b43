import fc from "fast-check";
import { recordFrameworks, recordRetention } from "../../catalog";
import production from "../../environments/noveu-zuid";
import { defineEnvironment, type EnvironmentFacts } from "../../environments/schema";
import { explain, planEnvironment } from "../../planning";
import { placeBuckets, placeTenantBuckets, storageAccountOf } from "../../planning/placement";
import { cloudWith } from "../tenancy/shared-environment";

const environment = (records?: EnvironmentFacts["records"]) =>
  defineEnvironment({ ...production.facts, ...(records === undefined ? {} : { records }) });
const planned = (records?: EnvironmentFacts["records"]) => planEnvironment(environment(records));

test("records stand as long as the framework asks, three years where nobody names one", () => {
  expect(planned().records).toMatchObject({ framework: "bio2", retention: { value: 1096 } });
  for (const framework of recordFrameworks) {
    expect(planned({ framework }).records.retention.value).toBe(recordRetention[framework].value);
  }
  expect(explain(planned(), "records.retention")).toContain("5.28.01");
});

test("days that the architect wrote are a fact", () => {
  expect(explain(planned({ days: 500 }), "records.retention")).toContain('environment "noveu-zuid": records.days');
});

test("a lock that nobody could lift again is bounded", () => {
  expect(() => environment({ days: 40_000 })).toThrow("records.days");
});

test("the longer records stand, the more room they take: as many years as days say", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_500 }), fc.integer({ min: 0, max: 2_000 }), (least, more) => {
      const size = (days: number) => planned({ days }).buckets["audit"]?.size.value ?? 0;
      expect(size(least + more)).toBeGreaterThanOrEqual(size(least));
    }),
    { numRuns: 5 },
  );
  expect(planned({ days: 730 }).buckets["audit"]?.size.value).toBe(
    2 * (planned({ days: 365 }).buckets["audit"]?.size.value ?? 0),
  );
});

test("buckets of records are locked at every site, and no others of a service", () => {
  const locked = placeBuckets(environment({ days: 400 })).flatMap(({ name, purpose }) =>
    purpose.kind === "service" && purpose.lockDays !== undefined ? [`${name} ${String(purpose.lockDays)}`] : [],
  );
  expect(locked).toEqual([
    "noveu-zuid-audit-eu-west-par 400",
    "noveu-zuid-platform-audit-eu-west-par 400",
    "noveu-zuid-audit-eu-south-mil 400",
    "noveu-zuid-platform-audit-eu-south-mil 400",
  ]);
});

test("each tenant's records are its own, and the plan names them", () => {
  const cloud = cloudWith({ noord: { users: 50 }, oost: { users: 70 } });
  const names = placeTenantBuckets(cloud, "noord").flatMap(({ name, purpose }) =>
    purpose.kind === "service" && purpose.lockDays !== undefined ? [name] : [],
  );
  expect(names.length).toBeGreaterThan(0);
  expect(Object.keys(planEnvironment(cloud).records.buckets)).toEqual(expect.arrayContaining(names.slice(0, 1)));
});

test("records lie in an account of their own, because a lock is the account's", () => {
  const kinds = placeBuckets(environment()).flatMap((bucket) =>
    bucket.purpose.kind === "service" ? [storageAccountOf({ environment: "x", subscription: "y" }, bucket).kind] : [],
  );
  expect([...new Set(kinds)].sort()).toEqual(["objects", "records"]);
});

test("the schedule of evidence says what, how often, by whom and for which control", () => {
  const { evidence } = planned();
  expect(Object.keys(evidence).sort()).toEqual([
    "access-review",
    "ai-compare-replicas",
    "antivirus-age",
    "audit-compare-replicas",
    "audit-gaps",
    "chat-compare-replicas",
    "config-compare-replicas",
    "database-dump",
    "files-compare-replicas",
    "mail-compare-replicas",
    "platform-audit-compare-replicas",
    "platform-audit-gaps",
    "restore-drill",
    "secrets-drill",
  ]);
  expect(evidence["audit-gaps"]).toMatchObject({ by: "job", every: { value: 1 }, controls: "A.5.33, A.8.15" });
  expect(evidence["restore-drill"]).toMatchObject({ every: { value: 7 } });
  expect(evidence["access-review"]).toMatchObject({ by: "people" });
});
