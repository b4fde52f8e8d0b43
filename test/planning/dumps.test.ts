import * as fc from "fast-check";
import shared from "../../environments/noveu-west";
import production from "../../environments/noveu-zuid";
import { mebibytes } from "../../language";
import { planEnvironment } from "../../planning";
import { dumpTurn, enterDumps } from "../../planning/dumps";
import { Ledger } from "../../planning/ledger";
import { keyHolders, tenantDatabasesOf } from "../../planning/placement";

test("all databases of a dedicated environment are its customer's", () => {
  const databases = tenantDatabasesOf(production, "noveu-zuid");
  const planned = Object.values(planEnvironment(production).databases).flatMap((cluster) =>
    Object.keys(cluster.databases),
  );
  expect(keyHolders(production)).toEqual(["noveu-zuid"]);
  expect(databases.map(({ name }) => name).sort()).toEqual(planned.sort());
});

test("on a shared platform each tenant has its own, and those of all tenants are nobody's", () => {
  const { databases } = planEnvironment(shared);
  const dumped = keyHolders(shared).flatMap((tenant) => tenantDatabasesOf(shared, tenant));
  expect(new Set(dumped.map(({ name }) => name)).size).toBe(dumped.length);
  for (const { tenant, name, cluster } of dumped) {
    expect(name.startsWith(`${tenant}-`)).toBe(true);
    expect(databases[cluster]?.databases[name]).toBeDefined();
  }
  const platform = Object.keys(databases["postgres"]?.databases ?? {});
  expect(platform.filter((name) => dumped.some((one) => one.name === name))).toEqual([]);
});

test("the archive is planned for dumps as well: those under the lock, and the newest", () => {
  const { buckets, dumps } = planEnvironment(production);
  expect(dumps?.every.value).toBe(7);
  expect(buckets["postgres-archive"]?.size.because).toMatch(/x 6 .*dumps\) x/);
});

test("there is room for a dump on every site's nodes", () => {
  expect(planEnvironment(production).dumps?.pods.value).toBe(2);
  expect(planEnvironment(production).dumps?.memoryRequest.value).toBe(768);
  expect(planEnvironment(production).load["eu-west-par-memory"]?.because).toContain("dumps/dump");
});

/** The sample's databases, one of them as large as it is told, in MiB. */
function clustersOf(ledger: Ledger, largest: number) {
  const { databases } = planEnvironment(production);
  const sized = (path: string, value: number) =>
    ledger.derive(path, mebibytes(value), { rule: "test", from: [], because: "a test" });
  const clusters = Object.fromEntries(
    Object.entries(databases).map(([cluster, plan]) => [
      cluster,
      {
        ...plan,
        databases: Object.fromEntries(
          Object.entries(plan.databases).map(([name, { size }]) => [
            name,
            { size: sized(`databases.${cluster}.databases.${name}.size`, name === "files" ? largest : size.value) },
          ]),
        ),
      },
    ]),
  );
  return { clusters, largest };
}

test("the largest database fits into the parts that storage takes, and who carries has room for them", () => {
  const ledger = new Ledger();
  const { clusters, largest } = clustersOf(ledger, 1_600_000);
  const plan = enterDumps(ledger, production, clusters)?.plan;
  expect(plan?.part.value).toBe(256);
  expect((plan?.part.value ?? 0) * 10_000).toBeGreaterThanOrEqual(largest);
  expect(plan?.memoryRequest.value).toBe(576 + 3 * 256);
});

test("a turn is once a week at night, follows from the name alone, and spreads names over the week", () => {
  const names = Array.from({ length: 400 }, (_, index) => `tenant-${String(index)}-files`);
  fc.assert(
    fc.property(fc.constantFrom(...names), (name) => {
      const [minute = "", hour = "", day, month, weekday = ""] = dumpTurn(name).split(" ");
      return (
        Number(minute) < 60 &&
        [22, 23, 0, 1, 2, 3, 4, 5].includes(Number(hour)) &&
        day === "*" &&
        month === "*" &&
        Number(weekday) < 7
      );
    }),
  );
  expect(new Set(names.map(dumpTurn)).size).toBeGreaterThan(350);
});
