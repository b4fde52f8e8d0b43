import { activeActive, noveu, warmStandby, type EnvironmentFacts } from "bestek";
import { figure, gibibytes, hours, type Plan } from "../../../language";
import { planDeployable, planEnvironment, promiseMistakes } from "../../../planning";
import { basis, milan, municipality, overheid, pro } from "../sample-environments";
import { onAws } from "./sample-clouds";

const ownZone = { dns: { kind: "provider-zone", zone: "example.eu" } } as const satisfies Partial<EnvironmentFacts>;
const planOf = (changes: Partial<EnvironmentFacts> = {}): Plan =>
  planEnvironment(municipality({ ...ownZone, ...changes }));

test.each([
  ["Basis", basis],
  ["Pro", pro],
  ["Overheid", overheid],
])("%s keeps its promise for 4,200 users; what has no contract stays undecided and breaks nothing", (_, recovery) => {
  expect(promiseMistakes(planOf({ recovery }))).toEqual([]);
});

test("an Overheid environment can be written: what OVHcloud promises nobody is accepted by name and date", () => {
  const accepts = [
    "bucket-audit",
    "bucket-platform-audit",
    "bucket-mail",
    "bucket-files",
    "bucket-media",
    "bucket-settings",
  ].map((store) => ({
    store,
    by: "alderman",
    on: "2026-11-16",
  }));
  const plan = planOf({ recovery: activeActive({ over: "datacentres", standby: milan, archive: "GRA", accepts }) });
  expect(promiseMistakes(plan)).toEqual([]);
  const { datacentre, region } = plan.recovery.failures;
  expect(datacentre.promise).toMatchObject({ loss: { value: 300 }, downtime: { value: 900 } });
  expect(datacentre.loss["bucket-mail"]).toMatchObject({ value: 0 });
  expect(region.loss["bucket-mail"]).toMatchObject({ value: 900, rule: "accepted-loss" });
  expect(region.promise).toMatchObject({ loss: { value: 900 }, downtime: { value: 3600 } });
});

describe("a promise that the numbers don't keep is refused", () => {
  /** A suite that keeps the files themselves in the database. */
  const heavy = (): EnvironmentFacts["suite"] => {
    const suite = noveu();
    const { files } = suite.services;
    if (files?.needs.database === undefined) throw new Error("files has no database");
    const size = {
      fixed: figure(gibibytes(1536), "files in the database", { kind: "estimate", ref: "a test", date: "2026" }),
    };
    const needs = { ...files.needs, database: { ...files.needs.database, size } };
    return { ...suite, services: { ...suite.services, files: { ...files, needs } } };
  };
  const grown = { ...ownZone, recovery: basis, suite: heavy() } as const;

  test("a database too large for four hours, with the chain of numbers down to their sources", () => {
    const [mistake, ...others] = promiseMistakes(planEnvironment(municipality(grown)));
    expect(others).toEqual([]);
    expect(mistake?.where).toBe("recovery.failures.region.downtime.postgres");
    for (const part of [
      "breaks the promise of 4 h",
      "10 min detect + 30 min decide + 45 min provision",
      "load.restore-postgres = ",
      "figures.restore-throughput = 1000 Mbit/s (documentation, OVHcloud docs: Object Storage limits",
    ]) {
      expect(mistake?.why).toContain(part);
    }
    expect(mistake?.wayOut).toContain("a tier with a standby");
  });

  test("before anything is written, and the way out cures it", () => {
    expect(() => planDeployable(municipality(grown))).toThrow('environment "zuid" is refused');
    expect(() => planDeployable(municipality({ ...grown, recovery: pro }))).not.toThrow();
  });

  test("a store of which no copy exists, unless someone takes that by name and date", () => {
    // AWS opens its buckets to the site's own endpoint alone, so that no job carries what Garage keeps there.
    const kept = { ...onAws, parts: { objects: "garage" } } as const;
    const mistakes = promiseMistakes(planOf(kept));
    expect(mistakes[0]?.where).toBe("recovery.failures.region.loss.bucket-audit");
    expect(mistakes[0]?.why).toContain("Garage keeps its three copies in one cluster, and none elsewhere");
    const { recovery } = onAws;
    if (recovery?.kind !== "warm-standby") throw new Error("the sample has a standby");
    const accepts = [
      "bucket-audit",
      "bucket-platform-audit",
      "bucket-mail",
      "bucket-files",
      "bucket-media",
      "bucket-settings",
    ].map((store) => ({
      store,
      by: "alderman",
      on: "2026-11-16",
    }));
    const accepted = planOf({ ...kept, recovery: warmStandby({ ...recovery, accepts }) });
    expect(promiseMistakes(accepted)).toEqual([]);
    expect(accepted.recovery.loss["bucket-mail"]).toMatchObject({
      undecided: true,
      because: expect.stringContaining("accepted by alderman on 2026-11-16"),
    });
  });

  test("a stricter promise than the archive keeps", () => {
    const plan = planOf();
    const { datacentre } = plan.recovery.failures;
    const loss = {
      ...datacentre.loss,
      postgres: { ...datacentre.promise.loss, ...hours(1), rule: "x", from: [], because: "planted" },
    };
    const planted = {
      ...plan,
      recovery: { ...plan.recovery, failures: { ...plan.recovery.failures, datacentre: { ...datacentre, loss } } },
    };
    expect(promiseMistakes(planted).map(({ where, value }) => [where, value])).toEqual([
      ["recovery.failures.datacentre.loss.postgres", "1 h"],
    ]);
  });
});

test("an acceptance is of a store that exists", () => {
  const accepts = [{ store: "dns", by: "alderman", on: "2026-11-16" }];
  expect(() => municipality({ ...ownZone, recovery: warmStandby({ site: milan, archive: "GRA", accepts }) })).toThrow(
    '"dns" is no store of this suite',
  );
});
