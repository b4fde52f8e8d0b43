import fc from "fast-check";
import own from "../../environments/noveu-eigen";
import production from "../../environments/noveu-zuid";
import { defineEnvironment } from "../../environments/schema";
import { explain, planEnvironment } from "../../planning";
import { placeBuckets } from "../../planning/placement";

const planned = (count: number, days = 180) =>
  planEnvironment(
    defineEnvironment({ ...production.facts, users: { ...production.facts.users, count }, logs: { days } }),
  );

test("logs of 4,200 users, step by step", () => {
  const { logs, buckets, load } = planEnvironment(production);
  // 4,200 x 2 MiB + 5 GiB a day; 180 days, a fifth, three times.
  expect(load["logs-per-day"]?.value).toBe(13_520);
  expect(buckets["logs"]?.size.value).toBe(13_520 * 180 * 0.2 * 3);
  // 40,560 MiB of copies a day, 20,480 to a server: two would do, quorum asks for three.
  expect(logs).toMatchObject({
    store: "bucket",
    servers: { value: 3 },
    retention: { value: 180 },
    volume: { value: 10_240 },
  });
});

test("more users never need fewer servers or less room, nor do more days", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 0, max: 2_500 }), (least, more) => {
      const [small, large] = [planned(least), planned(least + more)];
      expect(large.logs.servers.value).toBeGreaterThanOrEqual(small.logs.servers.value);
      expect(large.buckets["logs"]?.size.value).toBeGreaterThanOrEqual(small.buckets["logs"]?.size.value ?? 0);
    }),
    { numRuns: 8 },
  );
  expect(planned(100, 360).buckets["logs"]?.size.value).toBe(2 * (planned(100, 180).buckets["logs"]?.size.value ?? 0));
});

test("days that the architect wrote are a fact, the usual ones a decision with its reason", () => {
  expect(explain(planned(100, 400), "logs.retention")).toContain('environment "noveu-zuid": logs.days');
  expect(explain(planned(100), "logs.retention")).toContain("half a year to notice a slow attacker");
});

test("servers run at every site, and every site has its bucket", () => {
  expect(placeBuckets(production).flatMap(({ name, purpose }) => (purpose.kind === "logs" ? [name] : []))).toEqual([
    "noveu-zuid-logs-eu-west-par",
    "noveu-zuid-logs-eu-south-mil",
  ]);
});

describe("without object storage beside the cluster", () => {
  const { objects: _, ...site } =
    own.facts.site.kind === "existing" ? own.facts.site : { objects: undefined, ...own.facts.site };
  const without = defineEnvironment({ ...own.facts, site, parts: { objects: "garage" } });
  const { logs, buckets } = planEnvironment(without);

  test("one server keeps everything on a volume that holds it", () => {
    // 600 x 2 MiB + 5 GiB a day; 180 days, a fifth, once, and a fifth of room.
    expect(logs).toMatchObject({
      store: "volume",
      servers: { value: 1 },
      volume: { value: Math.ceil(6_320 * 180 * 0.2 * 1.2) },
    });
    expect(buckets["logs"]).toBeUndefined();
  });

  test("no bucket is made", () => {
    expect(placeBuckets(without).filter(({ purpose }) => purpose.kind === "logs")).toEqual([]);
  });
});

test.each([6, 3_651, 30.5])("%d days are refused", (days) => {
  expect(() => defineEnvironment({ ...production.facts, logs: { days } })).toThrow("logs.days");
});
