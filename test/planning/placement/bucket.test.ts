import { backupRestore, defineEnvironment } from "../../../index";
import { placeBuckets } from "../../../planning/placement";
import { facts } from "../../environments/facts";

const buckets = placeBuckets(defineEnvironment(facts));

test("names are unique and fit an S3 bucket", () => {
  const names = buckets.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][-a-z0-9]{2,62}$/);
});

test("what a service stores stands at its site, and its replica at the other", () => {
  expect(
    buckets.filter(({ purpose }) => purpose.kind === "service").map(({ name, region }) => [name, region.name]),
  ).toEqual([
    ["zuid-audit-eu-west-par", "EU-WEST-PAR"],
    ["zuid-media-eu-west-par", "EU-WEST-PAR"],
    ["zuid-settings-eu-west-par", "EU-WEST-PAR"],
    ["zuid-files-eu-west-par", "EU-WEST-PAR"],
    ["zuid-mail-eu-west-par", "EU-WEST-PAR"],
    ["zuid-platform-audit-eu-west-par", "EU-WEST-PAR"],
    ["zuid-audit-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-media-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-settings-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-files-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-mail-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-platform-audit-eu-south-mil", "EU-SOUTH-MIL"],
  ]);
  expect(buckets.find(({ name }) => name === "zuid-mail-eu-south-mil")?.purpose).toEqual({
    kind: "service",
    service: "mail",
    bucket: "mail",
    replicaOf: "zuid-mail-eu-west-par",
  });
});

test("no archive stands in the region of the site it covers, and none of the standby's in that of the primary", () => {
  const standing = (name: string) => buckets.find((bucket) => bucket.name === name)?.region.name;
  expect(standing("zuid-archive-eu-west-par")).toBe("EU-SOUTH-MIL");
  expect(standing("zuid-locked-eu-west-par")).toBe("GRA");
  expect(standing("zuid-archive-eu-south-mil")).toBe("GRA");
  expect(standing("zuid-locked-eu-south-mil")).toBe("EU-SOUTH-MIL");
});

const served = (active: "standby" | "standby-followed") => {
  if (facts.recovery.kind !== "warm-standby") throw new Error("the facts have no standby");
  return placeBuckets(defineEnvironment({ ...facts, recovery: { ...facts.recovery, active } }));
};

test("after a failover nothing is copied to the site that may be gone, and no bucket moves", () => {
  const after = served("standby");
  expect(after.map(({ name, region }) => [name, region])).toEqual(buckets.map(({ name, region }) => [name, region]));
  expect(after.flatMap(({ purpose }) => (purpose.kind === "service" ? (purpose.replicaOf ?? []) : []))).toEqual([]);
});

test("once the primary is back it follows: objects are copied to it", () => {
  expect(served("standby-followed").find(({ name }) => name === "zuid-mail-eu-west-par")?.purpose).toMatchObject({
    replicaOf: "zuid-mail-eu-south-mil",
  });
});

test("a single site archives straight into the off-site region, and copies its objects there", () => {
  const single = placeBuckets(defineEnvironment({ ...facts, recovery: backupRestore({ offsite: "SBG" }) }));
  expect(single.map(({ name, region }) => [name, region.name])).toEqual([
    ["zuid-audit-eu-west-par", "EU-WEST-PAR"],
    ["zuid-media-eu-west-par", "EU-WEST-PAR"],
    ["zuid-settings-eu-west-par", "EU-WEST-PAR"],
    ["zuid-files-eu-west-par", "EU-WEST-PAR"],
    ["zuid-mail-eu-west-par", "EU-WEST-PAR"],
    ["zuid-platform-audit-eu-west-par", "EU-WEST-PAR"],
    ["zuid-audit-eu-west-par-copy", "SBG"],
    ["zuid-media-eu-west-par-copy", "SBG"],
    ["zuid-settings-eu-west-par-copy", "SBG"],
    ["zuid-files-eu-west-par-copy", "SBG"],
    ["zuid-mail-eu-west-par-copy", "SBG"],
    ["zuid-platform-audit-eu-west-par-copy", "SBG"],
    ["zuid-archive-eu-west-par", "SBG"],
    ["zuid-logs-eu-west-par", "EU-WEST-PAR"],
  ]);
});
