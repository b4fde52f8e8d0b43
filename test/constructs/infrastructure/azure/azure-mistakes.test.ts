import {
  environmentMistakes,
  siteMistakes,
  subscriptionMistakes,
  type AzureFacts,
} from "../../../../constructs/infrastructure/azure/azure-mistakes";
import { Cidr } from "../../../../language";

const site: AzureFacts["site"] = {
  kind: "azure",
  region: "swedencentral",
  subscription: "00000000-0000-0000-0000-000000000002",
  network: Cidr.of("10.30.0.0/16"),
  operators: [Cidr.of("203.0.113.16/28")],
  quotas: {},
};

const facts: AzureFacts = {
  name: "noord",
  site,
  runner: Cidr.of("198.51.100.8/32"),
  state: "noordstate",
  tenants: [],
  databases: ["postgres"],
  archive: ["recovery.archive", "francecentral"],
};

test("facts that hold together have no mistakes", () => {
  expect(siteMistakes(site, "site")).toEqual([]);
  expect(environmentMistakes(facts)).toEqual([]);
  expect(subscriptionMistakes(site, site, "recovery.site")).toEqual([]);
});

test.each([
  ["172.31.0.0/16", "AKS itself"],
  ["172.16.0.0/12", "AKS itself"],
  ["10.240.0.0/16", "the cluster's pods"],
  ["10.3.0.0/16", "the cluster's services"],
])("a network %s meets that of %s", (network, owner) => {
  expect(siteMistakes({ ...site, network: Cidr.of(network) }, "site")).toContainEqual(
    expect.objectContaining({ where: "site.network", value: network, why: expect.stringContaining(owner) }),
  );
});

test("whoever calls must have a public address", () => {
  expect(siteMistakes({ ...site, operators: [Cidr.of("10.99.0.0/24")] }, "recovery.site")).toEqual([
    expect.objectContaining({ where: "recovery.site.operators.0", value: "10.99.0.0/24" }),
  ]);
  expect(environmentMistakes({ ...facts, runner: Cidr.of("192.168.1.2/32") })).toEqual([
    expect.objectContaining({ where: "runner.network" }),
  ]);
});

test("a region of which nobody knows that it runs AKS is no site", () => {
  expect(siteMistakes({ ...site, region: "germanynorth" }, "site")).toEqual([
    expect.objectContaining({ where: "site.region", why: expect.stringContaining("on request") }),
  ]);
});

test("copies in one data centre are refused by the name of the fact", () => {
  expect(environmentMistakes({ ...facts, archive: ["recovery.offsite", "swedensouth"] })).toEqual([
    expect.objectContaining({ where: "recovery.offsite", value: "swedensouth" }),
  ]);
});

test.each(["noord-state", "Noordstate", "ab", "a".repeat(25)])("%s is no storage account for the state", (state) => {
  const [mistake] = environmentMistakes({ ...facts, state });
  expect(mistake).toMatchObject({ where: "state.bucket", value: state });
  // What the way out proposes is itself accepted.
  const proposed = /such as (\w+)$/.exec(mistake?.wayOut ?? "")?.[1] ?? "";
  expect(environmentMistakes({ ...facts, state: proposed })).toEqual([]);
});

test("a name must leave room for its cluster's host name", () => {
  expect(environmentMistakes({ ...facts, name: "n".repeat(40) })).toEqual([]);
  expect(environmentMistakes({ ...facts, name: "n".repeat(41) })).toEqual([expect.objectContaining({ where: "name" })]);
});

test("both sites stand in one subscription", () => {
  const other = { ...site, subscription: "00000000-0000-0000-0000-000000000003" };
  expect(subscriptionMistakes(site, other, "recovery.site")).toEqual([
    expect.objectContaining({ where: "recovery.site.subscription", value: other.subscription }),
  ]);
});

test("names that no container can bear are refused where they stand", () => {
  expect(environmentMistakes({ ...facts, tenants: ["alba", "al--ba"] })).toEqual([
    expect.objectContaining({ where: "tenancy.tenants.al--ba", value: "al--ba" }),
  ]);
});

test("more database clusters than one identity can be lent to are refused, and the way out holds", () => {
  const clusters = (cells: number) => [
    "postgres",
    ...Array.from({ length: cells }, (_, index) => `cell-${String(index)}`),
  ];
  const [mistake] = environmentMistakes({ ...facts, databases: clusters(30) });
  expect(mistake).toMatchObject({ where: "tenancy.cells", value: 30 });
  const enough = Number(/^use (\d+) cells/.exec(mistake?.wayOut ?? "")?.[1]);
  expect(environmentMistakes({ ...facts, databases: clusters(enough) })).toEqual([]);
});
