import { sampleTenants, tenantOf } from "./harness/tenants";

const tenants = Array.from({ length: 20 }, (_, index) => `school${String(index)}`);
const stacks = [
  "cloud-keys",
  ...tenants.flatMap((tenant) => [`cloud-tenant-${tenant}`, `cloud-tenant-${tenant}-eu-west-par`]),
].map((name) => ({ name, folder: "", after: [] }));

test("a stack belongs to the tenant whose whole id it bears", () => {
  const sample = { name: "cloud", tenants: ["school1", "school10", "school1-a"] };
  expect(
    [
      "cloud-tenant-school1",
      "cloud-tenant-school10-eu-west-par",
      "cloud-tenant-school1-a-eu-west-par",
      "cloud-keys",
    ].map((name) => tenantOf(sample, name)),
  ).toEqual(["school1", "school10", "school1-a", undefined]);
});

test("three tenants are applied with all of their stacks, one of them in a run that is killed, and the others are validated", () => {
  const sampled = sampleTenants({ name: "cloud", tenants, stacks });
  expect(sampled.tenants).toEqual(["school0", "school18", "school9"]);
  expect(sampled.applied).toHaveLength(1 + 3 * 2);
  expect(sampled.oneTenant.map(({ name }) => name)).toEqual([
    "cloud-keys",
    "cloud-tenant-school0",
    "cloud-tenant-school0-eu-west-par",
  ]);
  expect([...sampled.applied, ...sampled.validated].map(({ name }) => name).sort()).toEqual(
    stacks.map(({ name }) => name).sort(),
  );
});

test("few tenants are all applied, and a dedicated environment has none", () => {
  expect(sampleTenants({ name: "cloud", tenants: tenants.slice(0, 2), stacks: stacks.slice(0, 5) }).validated).toEqual(
    [],
  );
  expect(sampleTenants({ name: "cloud", tenants: [], stacks: stacks.slice(0, 1) }).applied).toHaveLength(1);
});
