import { needGroups, needsOf, type Need, type PlanNumbers } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { factsAfter } from "../fixture/facts-after";
import { application, infrastructure, operators } from "../fixture/good-stacks";
import { all, inPlan, inStack, nothing, withObject, type Edit } from "../fixture/output";

const numbers: PlanNumbers = {
  gra11: { region: "GRA11", cloud: "ovh", pools: { general: { machine: "b3-16", maximumNodes: 5 } }, volumes: 7 },
};

const needs = (edit: Edit, plan = numbers): readonly Need[] => needsOf(factsAfter(edit), plan);
const ids = (edit: Edit): readonly string[] => needs(edit).map(({ id }) => id);
const need = (edit: Edit, id: string): Need | undefined => needs(edit).find((one) => one.id === id);

test("a list in the order in which a person goes through it", () => {
  const list = needs(nothing);
  const groups = list.map(({ group }) => needGroups.indexOf(group));
  expect(groups).toEqual([...groups].sort((a, b) => a - b));
  expect(list.map(({ id }) => id)).toEqual([...new Set(list.map(({ id }) => id))]);
  expect(list.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      "registry/mirror",
      "registry/providers",
      "registry/TF_CLI_CONFIG_FILE",
      "state/proef-state",
      "state/keys",
      "account/ovh",
      "quota/gra11",
      "variables/TF_VAR_pull_secret",
      "mail/port-25",
      "mail/reverse-names",
    ]),
  );
});

test("programs are those that the stacks call, Terraform in the version that they ask for", () => {
  const exec = (command: string): Json => [{ exec: [{ command, args: [] }] }];
  const edit = all(
    inStack(application, ["terraform", "required_version"], ">= 1.11.0"),
    inStack(application, ["provider", "kubernetes"], exec("kubelogin")),
    inStack(operators, ["provider", "helm"], [{ kubernetes: { exec: { command: "kubelogin" } } }]),
    inStack(infrastructure, ["provider", "azurerm"], [{ subscription_id: "1" }]),
  );
  expect(need(edit, "programs/terraform")?.check).toEqual({
    kind: "program",
    anyOf: ["terraform", "tofu"],
    atLeast: "1.11.0",
  });
  expect(need(edit, "programs/kubelogin")?.stacks).toEqual([application, operators]);
  expect(ids(edit)).toContain("programs/az");
});

test("variables with a value of their own ask for nothing", () => {
  const edit = inStack(operators, ["variable"], {
    a: { default: 1 },
    b: { description: "what b is", sensitive: true },
  });
  expect(ids(edit).filter((id) => id.startsWith("variables/"))).toEqual(["variables/TF_VAR_b"]);
  expect(need(edit, "variables/TF_VAR_b")).toMatchObject({
    what: "what b is",
    readFrom: "TF_VAR_b",
    way: expect.stringMatching(/^a secret/),
  });
});

describe("credentials are bound to an account, and stacks that are not say so", () => {
  const postcondition = [{ condition: "x", error_message: "y" }];
  const project = inStack(infrastructure, ["data", "ovh_cloud_project"], {
    p: { service_name: "0123", lifecycle: { postcondition } },
  });
  const aws = (more: Json): Edit => inStack(operators, ["provider", "aws"], [more]);
  test.each([
    [
      "a project that is only read",
      inStack(infrastructure, ["data", "ovh_cloud_project"], { p: { service_name: "0123" } }),
      ["account/ovh", "account/ovh/open"],
    ],
    ["a project that is compared", project, ["account/ovh", "account/ovh/Public Cloud project 0123"]],
    [
      "an account of AWS",
      aws({ allowed_account_ids: ["123456789012"] }),
      ["account/ovh", "account/ovh/open", "account/aws", "account/aws/account 123456789012"],
    ],
    [
      "no account of AWS",
      aws({ region: "eu-central-1" }),
      ["account/ovh", "account/ovh/open", "account/aws", "account/aws/open"],
    ],
    [
      "a subscription",
      inStack(operators, ["provider", "azurerm"], [{ subscription_id: "s" }]),
      ["account/ovh", "account/ovh/open", "account/azurerm", "account/azurerm/subscription s"],
    ],
    [
      "a context of somebody's kubeconfig",
      inStack(operators, ["provider", "kubernetes"], [{ config_context: "c" }]),
      ["account/ovh", "account/ovh/open", "account/c", "account/kubernetes/open"],
    ],
  ])("%s", (_, edit, expected) => {
    expect(ids(edit).filter((id) => id.startsWith("account/"))).toEqual(expected);
  });
});

test("storage of the customer's own is no account of AWS", () => {
  const edit = inStack(
    operators,
    ["provider", "aws"],
    [{ profile: "cellar", endpoints: [{ s3: "https://s3.cellar.example.eu" }] }],
  );
  expect(ids(edit).filter((id) => id.startsWith("account/"))).toEqual([
    "account/ovh",
    "account/ovh/open",
    "account/https://s3.cellar.example.eu",
  ]);
  expect(need(edit, "account/https://s3.cellar.example.eu")?.readFrom).toMatch(/^profile cellar /);
});

describe("the audit log of a cluster at OVHcloud", () => {
  const unlogged = inStack(infrastructure, ["resource", "ovh_cloud_project_kube_log_subscription"], undefined);

  test("is asked for where no stack sends it anywhere", () => {
    expect(need(unlogged, "audit-log/ovh")).toMatchObject({
      readFrom: "the fact auditLog of the site",
      stacks: [infrastructure],
    });
  });

  test("is not where one does", () => {
    expect(ids(nothing)).not.toContain("audit-log/ovh");
  });
});

test("the id of a key that a person makes is wanted once its service stands, not from the start", () => {
  const edit = inStack(operators, ["variable"], { seal_key_id: { type: "string" } });
  expect(ids(edit)).not.toContain("variables/TF_VAR_seal_key_id");
  expect(need(edit, "later/TF_VAR_seal_key_id")).toMatchObject({
    group: "later",
    stacks: [operators],
    way: expect.stringContaining("okms kmip create symmetric"),
  });
});

test("what the environment brings itself comes last", () => {
  const edit = all(
    inStack(application, ["provider", "vault"], [{}]),
    inStack(application, ["provider", "keycloak"], [{}]),
  );
  expect(ids(edit).slice(-2)).toEqual(["later/VAULT_TOKEN", "later/keycloak"]);
  expect(need(edit, "later/VAULT_TOKEN")?.way).toContain("create token terraform --audience secrets)");
});

test("the state's bucket is asked for at its own address", () => {
  expect(need(nothing, "state/proef-state")?.check).toEqual({
    kind: "answer",
    url: "https://proef-state.s3.de.io.cloud.ovh.net/",
    mustExist: true,
  });
  const backend = (value: Json): Edit => inStack(application, ["terraform", "backend"], value);
  expect(need(backend({ s3: { bucket: "b", region: "eu-west-3" } }), "state/b")?.readFrom).toBe(
    "https://b.s3.eu-west-3.amazonaws.com/",
  );
  expect(need(backend({ azurerm: { storage_account_name: "a" } }), "state/a")?.readFrom).toBe(
    "https://a.blob.core.windows.net/",
  );
});

test("zones name their keeper's servers; a customer's zone gets records instead", () => {
  const ovh = inStack(application, ["resource", "ovh_domain_zone_record"], { a: { zone: "example.eu" } });
  const check = need(ovh, "names/example.eu")?.check;
  const [domain] = check?.kind === "name-servers" ? check.ofDomains : [];
  expect(["dns105.ovh.net", "ns.evil.example"].map((server) => domain?.test(server))).toEqual([true, false]);
  expect(ids(inStack(application, ["output", "zone_file"], { value: "x" }))).toContain("names/records");
});

test("no mail leaves, nothing is asked of port 25", () => {
  expect(ids(inPlan(["flows", "web-to-mail"], undefined)).filter((id) => id.startsWith("mail/"))).toEqual([]);
});

test("quota counts what the plan may start and what the stacks make", () => {
  const what = need(nothing, "quota/gra11")?.what;
  expect(what).toMatch(
    /^GRA11: 5 nodes b3-16, 20 vCPU, 7 volumes, \d+ buckets, 1 Kubernetes clusters, 1 load balancers$/,
  );
  const one = inStack(infrastructure, ["resource", "ovh_cloud_project_storage"], { only: { region_name: "GRA" } });
  expect(need(one, "quota/gra11")?.what).toContain(" 1 buckets,");
  const strange = {
    gra11: { region: "GRA11", cloud: "ovh", pools: { x: { machine: "z9", maximumNodes: 1 } }, volumes: 0 },
  } as const;
  expect(needs(nothing, strange).find(({ id }) => id === "quota/gra11")?.what).toContain("vCPU unknown");
});

test("a homeserver that is asked by its domain's name needs the customer's website to say where it is", () => {
  const asking = (value: string): Edit =>
    withObject("homeserver-route", {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "matrix", namespace: "shop" },
      spec: { rules: [{ matches: [{ path: { type: "PathPrefix", value } }] }] },
    });
  expect(need(asking("/_matrix/federation/v1/openid/userinfo"), "names/homeserver")?.readFrom).toContain(
    "/.well-known/matrix/server",
  );
  expect(ids(asking("/_matrix/federation"))).toContain("names/homeserver");
  expect(ids(asking("/_matrix/fed"))).not.toContain("names/homeserver");
  expect(ids(nothing)).not.toContain("names/homeserver");
});
