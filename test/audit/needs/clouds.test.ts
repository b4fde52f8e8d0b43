import { leastPolicies, needsOf, type Need, type PlanNumbers } from "../../../audit";
import { factsAfter } from "../fixture/facts-after";
import { infrastructure } from "../fixture/good-stacks";
import { all, inStack, type Edit } from "../fixture/output";

const pools = { general: { machine: "m6i.2xlarge", maximumNodes: 27 } };
const aws: PlanNumbers = { gra11: { region: "eu-central-1", cloud: "aws", pools, volumes: 3 } };
const azure: PlanNumbers = {
  gra11: {
    region: "swedencentral",
    cloud: "azure",
    pools: { general: { machine: "Standard_D8s_v5", maximumNodes: 6 } },
    volumes: 3,
  },
};

const needs = (edit: Edit, numbers: PlanNumbers): ReadonlyMap<string, Need> =>
  new Map(needsOf(factsAfter(edit), numbers).map((need) => [need.id, need]));
const made = (type: string, ...names: readonly string[]): Edit =>
  inStack(infrastructure, ["resource", type], Object.fromEntries(names.map((name) => [name, {}])));

describe("limits of AWS", () => {
  const edit = all(
    made("aws_eip", "nat-a", "nat-b", "nat-c", "entry-a", "entry-b", "entry-c"),
    made("aws_nat_gateway", "a", "b", "c"),
    made("aws_vpc", "v"),
    inStack(infrastructure, ["resource", "aws_eks_node_group"], {
      a: { scaling_config: { max_size: 9 } },
      b: { scaling_config: [{ max_size: 7 }] },
    }),
  );
  const of = needs(edit, aws);

  test.each([
    ["L-1216C47A", "eu-central-1: 216 vCPU", 216],
    ["L-0263D0A3", "eu-central-1: 6 Elastic IP addresses", 6],
    ["L-FE5A380F", "eu-central-1: 1 NAT gateway in each zone", 1],
    ["L-F678F1CE", "eu-central-1: 1 VPC", 1],
    ["L-6D54EA21", "eu-central-1: 2 managed node groups", 2],
    ["L-BD136A63", "eu-central-1: 9 nodes in one managed node group", 9],
  ])("%s is named with what is needed of it, and asked for", (code, what, atLeast) => {
    const need = of.get(`quota/gra11/${code}`);
    expect(need?.what).toContain(what);
    expect(need?.way).toContain(`--quota-code ${code}`);
    expect(need?.check).toMatchObject({ kind: "told", by: "aws", wanted: { atLeast } });
    expect(JSON.stringify(need?.check)).toContain('"--region","eu-central-1"');
  });

  test("nothing is asked of a limit that nothing counts against", () => {
    expect([...of.keys()]).not.toContain("quota/gra11/L-1194D53C");
  });
});

test("Azure names its processors, and OVHcloud the fields of its quota", () => {
  const none = made("azurerm_virtual_network");
  expect(needs(none, azure).get("quota/gra11/cores")).toMatchObject({
    what: "swedencentral: 48 vCPU in all, and as many of each machine's own family",
    check: { kind: "told", by: "az", wanted: { atLeast: 48 } },
  });
  const ovh: PlanNumbers = {
    gra11: { region: "GRA11", cloud: "ovh", pools: { general: { machine: "b3-16", maximumNodes: 5 } }, volumes: 7 },
  };
  expect(needs(none, ovh).get("quota/gra11/instance.maxCores")?.what).toBe("GRA11: 20 cores of instances");
});

describe("a subscription of Azure", () => {
  const subscription = inStack(
    infrastructure,
    ["provider", "azurerm"],
    [{ subscription_id: "s", resource_providers_to_register: ["Microsoft.Network", "Microsoft.Storage"] }],
  );

  test("must have the feature that encrypts disks on their hosts, where a pool wants it", () => {
    const pool = inStack(infrastructure, ["resource", "azurerm_kubernetes_cluster"], {
      k: { default_node_pool: { host_encryption_enabled: true } },
    });
    expect(needs(all(subscription, pool), azure).get("account/azurerm/s/EncryptionAtHost")).toMatchObject({
      stacks: [infrastructure],
      way: expect.stringContaining("az feature register --namespace Microsoft.Compute --name EncryptionAtHost"),
      check: { by: "az", wanted: { word: "Registered" } },
    });
    const plain = inStack(infrastructure, ["resource", "azurerm_kubernetes_cluster"], { k: {} });
    expect([...needs(all(subscription, plain), azure).keys()]).not.toContain("account/azurerm/s/EncryptionAtHost");
  });

  test("must know every resource provider that the stacks use, which Terraform puts right if it may", () => {
    const of = needs(subscription, azure);
    expect(of.get("account/azurerm/s/Microsoft.Network")).toMatchObject({
      way: expect.stringContaining("Microsoft.Network/register/action"),
      check: { otherwise: "Terraform registers it when it plans, if it may" },
    });
    expect([...of.keys()]).toContain("account/azurerm/s/Microsoft.Storage");
    const network = inStack(infrastructure, ["resource", "azurerm_virtual_network"], { v: {} });
    const [, policy] = leastPolicies(factsAfter(all(subscription, network)));
    expect(policy?.actions).toEqual(
      expect.arrayContaining(["Microsoft.Network/register/action", "Microsoft.Storage/register/action"]),
    );
  });

  test("gives its owner no right to make keys: somebody must be given it", () => {
    const key = inStack(infrastructure, ["resource", "azurerm_key_vault_key"], { k: {} });
    expect(needs(all(subscription, key), azure).get("account/azurerm/s/keys")?.what).toMatch(
      /^role Key Vault Crypto Officer on subscription s/,
    );
    expect([...needs(subscription, azure).keys()]).not.toContain("account/azurerm/s/keys");
  });
});
