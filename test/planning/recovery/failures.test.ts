import { backupRestore, shared, warmStandby, type EnvironmentFacts } from "bestek";
import fc from "fast-check";
import { failures, isDecided, type Failure, type Plan } from "../../../language";
import { planEnvironment, planMistakes } from "../../../planning";
import { basis, gravelines, milan, municipality, overheid, pro } from "../sample-environments";
import { onAws, onAzure, onOwnCluster } from "./sample-clouds";

const ownZone = { dns: { kind: "provider-zone", zone: "example.eu" } } as const satisfies Partial<EnvironmentFacts>;

const planOf = (changes: Partial<EnvironmentFacts> = {}): Plan =>
  planEnvironment(municipality({ ...ownZone, ...changes }));

const failureOf = (failure: Failure, changes: Partial<EnvironmentFacts> = {}) =>
  planOf(changes).recovery.failures[failure];

describe("a pod and a data centre", () => {
  test.each(["pod", "datacentre"] as const)(
    "%s: commits are confirmed elsewhere, so that nothing is lost",
    (failure) => {
      const { loss } = failureOf(failure);
      expect(Object.values(loss).map((number) => isDecided(number) && number.value)).toEqual([
        0, 0, 0, 0, 0, 0, 0, 0, 0,
      ]);
    },
  );

  test("Overheid waits for the second data centre, Pro goes on without it", () => {
    const because = (recovery: EnvironmentFacts["recovery"]) =>
      failureOf("datacentre", { recovery }).loss["postgres"]?.because;
    expect(because(overheid)).toContain("nobody gets an answer");
    expect(because(pro)).toContain("commits go on alone");
  });

  test("a database is back after 55 s until noticed, 30 s to stop, 15 s of lease and 60 s for applications", () => {
    expect(failureOf("datacentre").downtime["postgres"]).toMatchObject({ value: 55 + 30 + 15 + 60 });
  });

  test("where the region is one data centre, its loss is that of the region", () => {
    const { datacentre, region } = planOf({ site: gravelines, recovery: basis }).recovery.failures;
    expect(datacentre.loss).toEqual(region.loss);
    expect(datacentre.downtime).toEqual(region.downtime);
  });
});

describe("a region", () => {
  test("a standby is back after 44 minutes: 2 detect, 20 decide, 5 fence, 2 promote, 10 applications, 5 names", () => {
    const { steps, downtime } = failureOf("region");
    expect(Object.entries(steps).map(([step, number]) => [step, isDecided(number) && number.value])).toEqual([
      ["detect", 120],
      ["decide", 1200],
      ["fence", 300],
      ["applications", 600],
      ["dns", 300],
    ]);
    expect(downtime["postgres"]).toMatchObject({ value: 44 * 60 });
  });

  test("backups are restored in 105 minutes and what the data takes at 1 Gbit/s, with the log of a day", () => {
    const plan = planOf({ recovery: basis });
    const { downtime } = plan.recovery.failures.region;
    const data = Object.values(plan.databases["postgres"]?.databases ?? {}).reduce(
      (sum, { size }) => sum + size.value,
      0,
    );
    const restore = Math.ceil((data * 8.388608) / 1000) + 288;
    expect(plan.load["restore-postgres"]).toMatchObject({ value: restore });
    expect(downtime["postgres"]).toMatchObject({ value: 105 * 60 + restore });
  });

  test("a customer's zone has a keeper who promised nothing, until someone accepts it by name and date", () => {
    const open = planEnvironment(municipality()).recovery.failures.region;
    expect(open.steps["dns"]).toMatchObject({ undecided: true });
    expect(open.downtime["postgres"]).toMatchObject({
      undecided: true,
      because: expect.stringContaining("customer keeps the zone"),
    });
    const accepts = [{ store: "dns", by: "alderman", on: "2026-11-16" }];
    const accepted = planEnvironment(municipality({ recovery: warmStandby({ site: milan, archive: "GRA", accepts }) }));
    expect(accepted.recovery.failures.region.steps["dns"]).toMatchObject({
      value: 1800,
      because: expect.stringContaining("accepted by alderman on 2026-11-16"),
    });
  });

  test("secrets lose what the last snapshot had not, three minutes apart where five are promised", () => {
    expect(failureOf("region").loss["secrets"]).toMatchObject({ value: 360 });
    expect(failureOf("region", { recovery: overheid }).loss["secrets"]).toMatchObject({ value: 240 });
  });

  test("recovery.loss is the loss of the region", () => {
    const { recovery } = planOf();
    expect(recovery.loss).toEqual(recovery.failures.region.loss);
  });
});

describe("people and attackers", () => {
  test("a mistake is undone to the second before it", () => {
    const { loss, downtime } = failureOf("mistake");
    expect(loss["postgres"]).toMatchObject({ value: 0, rule: "point-in-time-recovery" });
    expect(downtime["bucket-mail"]).toMatchObject({ undecided: true, because: expect.stringContaining("how many") });
  });

  test("ransomware: what has arrived is locked; how long people search, nobody knows", () => {
    const { loss, steps, promise } = failureOf("ransomware");
    expect(loss["postgres"]).toMatchObject({ value: 330, because: expect.stringContaining("locked") });
    expect(steps["decide"]).toMatchObject({ undecided: true });
    expect(promise).not.toHaveProperty("downtime");
  });
});

test("every failure of every tier and cloud explains itself, and names each store once", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        { recovery: basis },
        { recovery: pro },
        { recovery: overheid },
        { site: gravelines, recovery: backupRestore({ offsite: "SBG" }) },
        onAws,
        onAzure,
        onOwnCluster,
      ),
      fc.integer({ min: 1, max: 5_000 }),
      (facts, count) => {
        const plan = planEnvironment(municipality({ ...facts, users: { count, usage: "seed" } }));
        expect(planMistakes(plan)).toEqual([]);
        const stores = Object.keys(plan.recovery.failures.region.loss);
        for (const failure of failures) {
          const { loss, downtime } = plan.recovery.failures[failure];
          expect(Object.keys(loss)).toEqual(stores);
          expect(Object.keys(downtime)).toEqual(stores);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test("tenants share the entry of a bucket, and each has its own line", () => {
  const tenant = (id: string) => ({ customer: id, domain: `${id}.example.eu`, users: 100 });
  const tenancy = shared({ customer: "Provider", domain: "example.eu", tenants: { a: tenant("a"), b: tenant("b") } });
  const { loss, failures: all } = planOf({ tenancy, users: { count: 200, usage: "seed" } }).recovery;
  expect(Object.keys(loss)).toEqual(expect.arrayContaining(["bucket-a-mail", "bucket-b-mail"]));
  expect(loss["bucket-a-mail"]).toBe(all.region.loss["bucket-mail"]);
});
