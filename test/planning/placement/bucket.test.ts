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
    ["zuid-files-eu-west-par", "EU-WEST-PAR"],
    ["zuid-mail-eu-west-par", "EU-WEST-PAR"],
    ["zuid-files-eu-south-mil", "EU-SOUTH-MIL"],
    ["zuid-mail-eu-south-mil", "EU-SOUTH-MIL"],
  ]);
  expect(buckets.find(({ name }) => name === "zuid-mail-eu-south-mil")?.purpose).toEqual({
    kind: "service",
    service: "mail",
    bucket: "mail",
    replicaOf: "zuid-mail-eu-west-par",
  });
});

test("no archive stands in the region of the site it covers, and its locked copy in neither", () => {
  const standing = (name: string) => buckets.find((bucket) => bucket.name === name)?.region.name;
  expect(standing("zuid-archive-eu-west-par")).toBe("EU-SOUTH-MIL");
  expect(standing("zuid-archive-eu-south-mil")).toBe("EU-WEST-PAR");
  expect(standing("zuid-locked-eu-west-par")).toBe("GRA");
});

test("after a failover the other site's buckets are the ones that are written", () => {
  if (facts.recovery.kind !== "warm-standby") throw new Error("the facts have no standby");
  const after = placeBuckets(defineEnvironment({ ...facts, recovery: { ...facts.recovery, active: "standby" } }));
  expect(after.map(({ name }) => name)).toEqual(buckets.map(({ name }) => name));
  expect(after.find(({ name }) => name === "zuid-mail-eu-west-par")?.purpose).toMatchObject({
    replicaOf: "zuid-mail-eu-south-mil",
  });
});

test("a single site archives straight into the off-site region", () => {
  const single = placeBuckets(defineEnvironment({ ...facts, recovery: backupRestore({ offsite: "SBG" }) }));
  expect(single.map(({ name, region }) => [name, region.name])).toEqual([
    ["zuid-files-eu-west-par", "EU-WEST-PAR"],
    ["zuid-mail-eu-west-par", "EU-WEST-PAR"],
    ["zuid-archive-eu-west-par", "SBG"],
  ]);
});
