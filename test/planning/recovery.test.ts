import {
  activeActive,
  isDecided,
  warmStandby,
  type Environment,
  type EnvironmentFacts,
  type ServiceDefinition,
  noveu,
} from "bestek";
import { planEnvironment } from "../../planning";
import { onAws, onAzure, onOwnCluster } from "./recovery/sample-clouds";
import { basis, milan, municipality, overheid, pro } from "./sample-environments";

const lossOf = (changes: Partial<EnvironmentFacts>, store: string) =>
  planEnvironment(municipality(changes)).recovery.loss[store];

describe("what the loss of a site costs", () => {
  test("databases lose what was not archived yet: five and a half minutes, one and a half for Overheid", () => {
    expect(lossOf({ recovery: basis }, "postgres")).toMatchObject({ value: 330 });
    expect(lossOf({ recovery: pro }, "postgres")).toMatchObject({ value: 330 });
    expect(lossOf({ recovery: overheid }, "postgres")).toMatchObject({ value: 90 });
  });

  test("OVHcloud's replication has no contract: undecided, with the way out", () => {
    expect(lossOf({ recovery: pro }, "bucket-mail")).toEqual({
      undecided: true,
      unit: "s",
      rule: "replication-loss",
      from: ["figures.ovh-replication-lag"],
      because: "OVH documents about 15 minutes, no contract",
      wayOut: "accept it by name and date in recovery.accepts, or keep the objects in Garage over three sites",
    });
  });

  test("accepted by name and date it is a number that says by whom and when", () => {
    const accepts = [{ store: "bucket-mail", by: "information security officer", on: "2026-11-16" }];
    const recovery = warmStandby({ site: milan, archive: "GRA", accepts });
    expect(lossOf({ recovery }, "bucket-mail")).toMatchObject({
      value: 900,
      rule: "accepted-loss",
      because: expect.stringContaining("accepted by information security officer on 2026-11-16"),
    });
    expect(lossOf({ recovery }, "bucket-files")).toHaveProperty("undecided", true);
  });

  test("AWS promises 15 minutes by contract, Azure only under conditions", () => {
    expect(lossOf(onAws, "bucket-mail")).toMatchObject({ value: 900, rule: "replication-loss" });
    expect(lossOf(onAzure, "bucket-mail")).toHaveProperty("undecided", true);
  });

  test("a single site copies its buckets into the off-site region, too", () => {
    expect(lossOf({ recovery: basis }, "bucket-mail")).toMatchObject({ undecided: true, rule: "replication-loss" });
  });

  test("what storage of the customer's own doesn't copy, a job carries: interval and run, as the tier promises", () => {
    expect(lossOf(onOwnCluster, "bucket-mail")).toMatchObject({
      value: 3300,
      rule: "carried-objects",
      from: ["figures.object-copy", "figures.object-copy-run"],
      because: expect.stringContaining("30 min between two runs"),
    });
  });

  test("so does one with what Garage keeps, in time for a stricter promise", () => {
    const parts = { objects: "garage" } as const;
    expect(lossOf({ parts }, "bucket-mail")).toMatchObject({ value: 600, rule: "carried-objects" });
    expect(lossOf({ ...onAws, parts }, "bucket-mail")).toMatchObject({ undecided: true, rule: "no-copy" });
  });

  test("what was carried also comes back after a mistake and after ransomware, where versions are kept", () => {
    const { mistake, ransomware, pod } = planEnvironment(municipality(onOwnCluster)).recovery.failures;
    expect(mistake.loss["bucket-mail"]).toMatchObject({ value: 3300 });
    expect(ransomware.loss["bucket-mail"]).toMatchObject({ value: 3300 });
    expect(pod.loss["bucket-mail"]).toMatchObject({ undecided: true, rule: "unknown-keeper" });
  });
});

describe("stores that hold more than copies", () => {
  const suite = noveu();
  const { files } = suite.services;
  const cache = files?.needs.cache;
  const bucket = files?.needs.buckets?.["files"];
  if (files === undefined || cache === undefined || bucket === undefined) throw new Error("files lacks its needs");
  const withFiles = (changed: ServiceDefinition): Environment["suite"] => ({
    ...suite,
    services: { ...suite.services, files: changed },
  });

  test("a cache may be lost, a queue may not", () => {
    const queue = { ...cache, role: "queue" } as const;
    expect(lossOf({}, "cache-files")).toBeUndefined();
    expect(
      lossOf({ suite: withFiles({ ...files, needs: { ...files.needs, cache: queue } }) }, "cache-files"),
    ).toHaveProperty("undecided", true);
  });

  test("a volume with data of its own is undecided, because nothing copies it", () => {
    const { web } = files.workloads;
    if (web === undefined) throw new Error("files has no web workload");
    const data = { kind: "persistent", role: "authoritative", size: bucket.size } as const;
    const changed = { ...files, workloads: { ...files.workloads, web: { ...web, volumes: { ...web.volumes, data } } } };
    const plan = planEnvironment(municipality({ suite: withFiles(changed), users: { count: 100, usage: "seed" } }));
    expect(plan.recovery.loss["volume-files-web-data"]).toMatchObject({
      undecided: true,
      from: ["services.files.workloads.web.volumes.data.size"],
    });
    // 100 users x 500 MiB x 1.2, on a volume of its own for each replica.
    expect(plan.services["files"]?.workloads["web"]?.volumes["data"]?.size.value).toBe(60_000);
    expect(plan.load["eu-west-par-volumes"]?.value).toBe(19 + 2);
  });
});

test("Overheid asks more than provider replication promises: the region is held against what a warm standby promises", () => {
  const accepts = [{ store: "bucket-mail", by: "alderman", on: "2026-11-16" }];
  const recovery = activeActive({ over: "datacentres", standby: milan, archive: "GRA", accepts });
  const plan = planEnvironment(municipality({ recovery })).recovery;
  const loss = plan.loss["bucket-mail"];
  expect(plan.promisedLoss.value).toBe(300);
  expect(loss !== undefined && isDecided(loss) && loss.value > plan.promisedLoss.value).toBe(true);
  expect(plan.failures.region.promise).toMatchObject({ loss: { value: 900 }, downtime: { value: 3600 } });
});
