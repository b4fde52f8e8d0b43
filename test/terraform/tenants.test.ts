import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofEachShape, sampleTenants, tenantOf } from "./harness/tenants";
import type { SampleStack } from "./harness/tier";

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

test("three tenants are applied with all of their stacks, one of them where a start costs more, and the others are validated", () => {
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

test("of stacks that differ in the tenant's id, numbers and hashes one is validated, and one that differs in more as well", () => {
  const folder = mkdtempSync(join(tmpdir(), "bestek-shapes-"));
  const put = (name: string, text: string): SampleStack => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "cdk.tf.json"), text);
    return { name, folder: join(folder, name), after: [] };
  };
  const stack = (id: string, hash: string, argument = "limit"): SampleStack =>
    put(
      `cloud-tenant-${id}`,
      `{"resource":{"bucket":{"${id}_${hash}":{"name":"store-${id}","${argument}":${id.slice(6)}}}}}`,
    );
  const others = [stack("school1", "0A1B2C3D"), stack("school22", "9F8E7D6C"), stack("school3", "0A1B2C3D", "limits")];
  const sample = { name: "cloud", tenants: ["school1", "school22", "school3"] };
  expect(ofEachShape(sample, others).map(({ name }) => name)).toEqual(["cloud-tenant-school1", "cloud-tenant-school3"]);
});
