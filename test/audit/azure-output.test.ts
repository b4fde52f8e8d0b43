import { allChecks, auditEnvironment } from "../../audit";
import type { Json } from "../../audit/facts/json";
import noord from "../../environments/noveu-noord";
import { written } from "../harness/written";

// Real synthesis takes seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(120_000);

const { facts } = written(noord);

const primary = "noveu-noord-infrastructure-swedencentral";

/** Failures of one check, after a change of every text of the blocks or objects whose ids match. */
function failures(check: string, where: RegExp, change: (text: string) => string): readonly string[] {
  const edit = <F>(facts: Readonly<Record<string, F>>): Readonly<Record<string, F>> =>
    Object.fromEntries(
      Object.entries(facts).map(([id, fact]) => {
        if (!where.test(id)) return [id, fact];
        const changed: F = JSON.parse(change(JSON.stringify(fact)));
        return [id, changed];
      }),
    );
  const edited = { ...facts, terraform: edit(facts.terraform), kubernetes: edit(facts.kubernetes) };
  return auditEnvironment(
    edited,
    allChecks.filter(({ id }) => id === check),
  ).checks.flatMap((found) => found.failures.map(({ object, message }) => `${object}: ${message}`));
}

test("every check holds, and decides what files can tell", () => {
  const { totals, checks } = auditEnvironment(facts);
  // What internet.nl would miss, and that no digests were recorded, are said of every sample, and claimed where those checks are.
  const decided = checks.filter(({ id }) => !["internet-standards", "image-provenance"].includes(id));
  expect(decided.flatMap(({ undecided }) => undecided)).toEqual([]);
  expect(checks.flatMap(({ failures: failed }) => failed)).toEqual([]);
  expect(totals.failed).toBe(0);
  expect(totals.examined).toBeGreaterThan(2000);
});

test("an account, a vault or a cluster in London is found", () => {
  for (const type of ["azurerm_storage_account", "azurerm_key_vault", "azurerm_kubernetes_cluster"]) {
    const found = failures("residency", new RegExp(`^${primary}:${type}\\.`), (text) =>
      text.replaceAll('"location":"swedencentral"', '"location":"uksouth"'),
    );
    expect(found.join("\n")).toContain("outside the EU");
  }
});

test("a pod that could ask the machine's own address for credentials is found", () => {
  const found = failures("zone-matrix", /\/NetworkPolicy\/cert-manager-controller$/, (text) =>
    text.replaceAll(',"168.63.129.16/32"', ""),
  );
  expect(found.join("\n")).toContain("the cloud's metadata service");
});

test("a service that goes to the objects past its gateway is found", () => {
  const found = failures("zone-matrix", /\/NetworkPolicy\/mail-stalwart$/, (text) =>
    text.replace(
      '"egress":[',
      '"egress":[{"to":[{"ipBlock":{"cidr":"10.30.32.0/20"}}],"ports":[{"port":443,"protocol":"TCP"}]},',
    ),
  );
  expect(found.join("\n")).toContain("undeclared path");
});

test("a policy that no longer lets the control plane's nodes in is found", () => {
  const found = failures("zone-matrix", /\/NetworkPolicy\/cert-manager-webhook$/, (text) =>
    text
      .replaceAll("10.30.0.0/22", "10.30.48.0/22")
      .replaceAll("10.30.4.0/22", "10.30.52.0/22")
      .replaceAll("10.30.8.0/22", "10.30.56.0/22"),
  );
  expect(found.join("\n")).toMatch(/declared path cannot work|undeclared path/);
});

test.each([
  ["no engine", '"network_policy":"calico",', ""],
  ["an engine under which nodes have no address", '"network_policy":"calico"', '"network_policy":"cilium"'],
])("a cluster with %s is found", (_, from, to) => {
  const found = failures("zone-matrix", new RegExp(`^${primary}:azurerm_kubernetes_cluster\\.`), (text) =>
    text.replace(from, to),
  );
  expect(found).toEqual([expect.stringContaining("network_profile.network_policy")]);
});

test("nodes are where the cluster's pools stand", () => {
  const subnets = Object.values(facts.terraform).flatMap(({ stack, type, attributes }): readonly Json[] =>
    stack === primary && type === "azurerm_subnet" ? [attributes] : [],
  );
  expect(subnets).toHaveLength(4);
  const moved = failures("zone-matrix", new RegExp(`^${primary}:azurerm_subnet\\.`), (text) =>
    text.replaceAll("10.30.", "10.77."),
  );
  expect(moved.length).toBeGreaterThan(0);
});
