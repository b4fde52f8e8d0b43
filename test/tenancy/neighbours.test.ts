import { written, type Written } from "../harness/written";
import { cloudWith } from "./shared-environment";

const two = { alba: { users: 120 }, borg: { users: 60 } };
const before = written(cloudWith(two));
const after = written(cloudWith({ ...two, corp: { users: 5_000 } }));

/** Files of one tenant's stacks, with the charts that they carry. */
const ofTenant = ({ files }: Written, tenant: string): ReadonlyMap<string, string> =>
  new Map([...files].filter(([path]) => path.startsWith(`cdktf.out/stacks/noveu-cloud-tenant-${tenant}`)));

/** Charts of one tenant as they were written. */
const chartsOf = ({ files }: Written, tenant: string): ReadonlyMap<string, string> =>
  new Map([...files].filter(([path]) => /^out\/charts\/[^/]+\/([a-z]+)-/.exec(path)?.[1] === tenant));

describe.each(["alba", "borg"])("a third tenant changes nothing of %s", (tenant) => {
  test("no byte of its stacks, nor of the charts in them", () => {
    expect(ofTenant(before, tenant).size).toBeGreaterThan(200);
    expect(ofTenant(after, tenant)).toEqual(ofTenant(before, tenant));
  });

  test("no byte of its charts", () => {
    expect(chartsOf(before, tenant).size).toBeGreaterThan(200);
    expect(chartsOf(after, tenant)).toEqual(chartsOf(before, tenant));
  });
});

test("the third has stacks of its own", () => {
  expect([...new Set([...ofTenant(after, "corp").keys()].map((path) => path.split("/")[2]))].sort()).toEqual([
    "noveu-cloud-tenant-corp",
    "noveu-cloud-tenant-corp-eu-south-mil",
    "noveu-cloud-tenant-corp-eu-west-par",
    "noveu-cloud-tenant-corp-storage-eu-south-mil",
    "noveu-cloud-tenant-corp-storage-eu-west-par",
  ]);
});

test("policies, roles and listeners of the platform name no tenant", () => {
  const named = [...after.files].filter(
    ([path, text]) =>
      path.startsWith("out/charts/") &&
      !/^out\/charts\/[^/]+\/(?:alba|borg|corp)-/.test(path) &&
      // Whoever hands mail or messages on must know to whom, whoever charges whom, whoever edits whose files, and who asks whose.
      !/\/(?:exchange|bus)\/|\/configmap-(?:billing-(?:catalogue|meter)|office-web|directory-slapd)-/.test(path) &&
      /alba|borg|corp/.test(text),
  );
  expect(named.map(([path]) => path)).toEqual([]);
});

describe("stacks of a tenant", () => {
  const earlier = (stack: string): readonly string[] => after.stacks.find(({ name }) => name === stack)?.after ?? [];

  test("come after the platform and never after another tenant", () => {
    for (const { name, after: direct } of after.stacks.filter((stack) => stack.name.includes("-tenant-alba"))) {
      expect([name, direct.filter((other) => /-tenant-(?!alba)/.test(other))]).toEqual([name, []]);
    }
  });

  test("at the site that stands by come after nothing of the one that serves", () => {
    expect(earlier("noveu-cloud-tenant-alba-eu-south-mil")).toEqual(["noveu-cloud-data-eu-south-mil"]);
    expect(earlier("noveu-cloud-tenant-alba-storage-eu-south-mil")).toEqual([]);
  });

  test("where it is served wait for its realm and its keys, and these for its buckets", () => {
    expect(earlier("noveu-cloud-tenant-alba-eu-west-par")).toEqual([
      "noveu-cloud-data-eu-west-par",
      "noveu-cloud-tenant-alba",
    ]);
    expect(earlier("noveu-cloud-tenant-alba")).toEqual([
      "noveu-cloud-identity",
      "noveu-cloud-tenant-alba-storage-eu-west-par",
      "noveu-cloud-tenant-alba-storage-eu-south-mil",
    ]);
  });
});

test("a site that takes over needs neither the lost site nor its tenants' buckets", () => {
  const { site, recovery, ...rest } = cloudWith(two).facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample has no standby");
  const survivor = written(cloudWith(two, { ...rest, site, recovery: { ...recovery, active: "standby" } }));
  const needs = (stack: string) => survivor.stacks.find(({ name }) => name === stack)?.after ?? [];
  expect(needs("noveu-cloud-tenant-alba-eu-south-mil")).toEqual(["noveu-cloud-data-eu-south-mil"]);
  expect(needs("noveu-cloud-tenant-alba").filter((name) => name.includes("eu-west-par"))).toEqual([]);
});
