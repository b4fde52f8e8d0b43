import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectFacts, type Facts } from "../../../audit";
import { infrastructure, operators } from "../fixture/good-stacks";
import {
  all,
  inFootprint,
  inObject,
  inPlan,
  inStack,
  nothing,
  overwrite,
  withObject,
  type Edit,
} from "../fixture/output";
import { collect, withOutput } from "../fixture/write-output";
import { Refusal } from "../../../language";

const facts = (edit: Edit): Facts => withOutput(edit, collect);

const refusal = (edit: Edit): string => {
  try {
    facts(edit);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};

test("ids name stacks and addresses, sites, namespaces, kinds and names", () => {
  const { terraform, kubernetes, releases } = facts(nothing);
  expect(Object.keys(terraform)).toEqual(
    expect.arrayContaining([
      `${infrastructure}:ovh_cloud_project_kube.cluster`,
      `${infrastructure}:data.ovh_cloud_project_region.here`,
      `${infrastructure}:provider.ovh`,
      `${infrastructure}:backend.s3`,
      `${infrastructure}:terraform.required_providers`,
      `${infrastructure}:output.region`,
      `${operators}:var.pull_secret`,
    ]),
  );
  expect(Object.keys(kubernetes)).toEqual(
    expect.arrayContaining(["gra11/shop/Deployment/web", "gra11/_cluster/Namespace/shop"]),
  );
  expect(releases[`${operators}:helm_release.gateway`]).toMatchObject({
    site: "gra11",
    name: "gateway-operator",
    chart: "gateway-helm",
    version: "1.9.0",
    values: [{ image: { tag: "v1.9.0" } }],
  });
});

test("keys are in order, whatever the order of the files", () => {
  for (const part of [facts(nothing).terraform, facts(nothing).kubernetes, facts(nothing).files]) {
    expect(Object.keys(part)).toEqual(Object.keys(part).toSorted());
  }
});

test("comments are no attributes", () => {
  const { terraform } = facts(
    inStack(infrastructure, ["resource", "ovh_cloud_project_kube", "cluster", "//"], { x: 1 }),
  );
  expect(terraform[`${infrastructure}:ovh_cloud_project_kube.cluster`]?.attributes).not.toHaveProperty("//");
});

test("a second provider has its own address", () => {
  const { terraform } = facts(inStack(infrastructure, ["provider", "ovh", 1], { alias: "b" }));
  expect(terraform[`${infrastructure}:provider.ovh[1]`]?.attributes).toEqual({ alias: "b" });
});

test("a stack that no manifest lists is read all the same", () => {
  const { terraform } = facts(overwrite("cdktf.out/stacks/proef-old/cdk.tf.json", '{"locals":{"a":1}}'));
  expect(terraform).toHaveProperty(["proef-old:local.a"]);
});

test("a stack of another environment is not", () => {
  const { terraform } = facts(overwrite("cdktf.out/stacks/other-old/cdk.tf.json", "{}"));
  expect(Object.keys(terraform).filter((id) => id.startsWith("other"))).toEqual([]);
});

test("an object without a namespace lies where Helm puts it", () => {
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "loose" } };
  const { kubernetes } = facts(
    all(withObject("gra11/shop/loose", config), withObject("gra11/foundation/loose", config)),
  );
  expect(kubernetes).toHaveProperty(["gra11/shop/ConfigMap/loose"]);
  expect(kubernetes).toHaveProperty(["gra11/kube-system/ConfigMap/loose"]);
});

test("a custom object without a namespace is cluster-wide", () => {
  const { kubernetes } = facts(
    withObject("gra11/shop/issuer", {
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: "public" },
    }),
  );
  expect(kubernetes).toHaveProperty(["gra11/_cluster/ClusterIssuer/public"]);
});

test("two kinds of one name are told apart by their groups", () => {
  const cluster = (apiVersion: string) => ({ apiVersion, kind: "Cluster", metadata: { name: "x", namespace: "shop" } });
  const { kubernetes } = facts(
    all(
      withObject("gra11/shop/one", cluster("postgresql.cnpg.io/v1")),
      withObject("gra11/shop/two", cluster("cluster.x-k8s.io/v1")),
    ),
  );
  expect(Object.keys(kubernetes).filter((id) => id.includes("Cluster."))).toEqual([
    "gra11/shop/Cluster.cluster.x-k8s.io/x",
    "gra11/shop/Cluster.postgresql.cnpg.io/x",
  ]);
});

test("the items of a list are objects, and so is every document of a file", () => {
  const { kubernetes } = facts(
    overwrite(
      "out/charts/gra11/shop/objects/more.yaml",
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n",
    ),
  );
  expect(kubernetes).toHaveProperty(["gra11/shop/ConfigMap/a"]);
  expect(kubernetes).toHaveProperty(["gra11/shop/ConfigMap/b"]);
});

test("YAML is read as the API server reads it", () => {
  const { kubernetes } = facts(
    overwrite(
      "out/charts/gra11/shop/objects/more.yaml",
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, x: [yes, 0400, 2026-01-01, 1:30, .nan]}\n",
    ),
  );
  expect(kubernetes["gra11/shop/ConfigMap/a"]?.object["x"]).toEqual([true, 256, "2026-01-01", "1:30", "NaN"]);
});

test("values that only Terraform knows are kept unread", () => {
  const { releases } = facts(
    inStack(operators, ["resource", "helm_release", "gateway", "values"], ['${file("x.yaml")}', "a: 1\n"]),
  );
  expect(releases[`${operators}:helm_release.gateway`]).toMatchObject({
    values: [{ a: 1 }],
    unreadValues: ['${file("x.yaml")}'],
  });
});

test("every file that was read is named with its hash", () => {
  const { files } = facts(nothing);
  expect(files["plan.json"]).toMatch(/^[0-9a-f]{64}$/);
  expect(files[`cdktf.out/stacks/${infrastructure}/cdk.tf.json`]).toMatch(/^[0-9a-f]{64}$/);
});

const duplicate = { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "shop" } };

test.each<[name: string, edit: Edit, says: readonly string[]]>([
  [
    "a stack without a file",
    overwrite(`cdktf.out/stacks/${infrastructure}/cdk.tf.json`, undefined),
    [`cdktf.out/stacks/${infrastructure}/cdk.tf.json`, "can't be read (ENOENT)"],
  ],
  [
    "a stack that is no JSON",
    overwrite(`cdktf.out/stacks/${infrastructure}/cdk.tf.json`, "{"),
    [infrastructure, "can't be parsed"],
  ],
  ["no manifest", overwrite("cdktf.out/manifest.json", undefined), ["cdktf.out/manifest.json", "can't be read"]],
  ["no plan", overwrite("out/plan.json", undefined), ["plan.json", "can't be read"]],
  [
    "a plan of another format",
    inPlan(["format"], "bestek.plan/2"),
    ["plan.json: format", '"bestek.plan/2" is not bestek.plan/1'],
  ],
  [
    "a flow without a port",
    inPlan(["flows", "web-to-db", "port"], undefined),
    ["plan.json: flows.web-to-db.port", "is missing"],
  ],
  [
    "a party that doesn't exist",
    inPlan(["flows", "web-to-db", "to", "kind"], "moon"),
    ["flows.web-to-db.to.kind", '"moon" is not pods or all-pods'],
  ],
  [
    "a footprint without labels",
    inFootprint("gateway", ["pods", "proxy", "labels"], undefined),
    ["footprints/gateway.json: pods.proxy.labels", "is missing"],
  ],
  [
    "YAML that is none",
    overwrite("out/charts/gra11/shop/objects/config-web.yaml", "a: [1"),
    ["charts/gra11/shop/objects/config-web.yaml", "can't be parsed"],
  ],
  [
    "a tag that nobody knows",
    overwrite("out/charts/gra11/shop/objects/config-web.yaml", "a: !!binary aGk=\n"),
    ["config-web.yaml", "can't be parsed"],
  ],
  [
    "a document that is no object",
    overwrite("out/charts/gra11/shop/objects/config-web.yaml", "a: 1\n"),
    ["config-web.yaml", "without apiVersion, kind or metadata.name"],
  ],
  [
    "an object without a name",
    inObject("gra11/shop/config-web", ["metadata", "name"], undefined),
    ["config-web.yaml", "metadata.name"],
  ],
  [
    "the same object twice",
    withObject("gra11/store/again", duplicate),
    ["gra11/shop/Service/web", "is written in charts/gra11/shop/objects/service-web.yaml too"],
  ],
  [
    "a chart that a stack doesn't carry",
    inStack(operators, ["resource", "helm_release", "foundation", "chart"], "assets/ghost/1"),
    ["assets/ghost/1", "can't be read"],
  ],
])("refused: %s", (_, edit, says) => {
  const message = refusal(edit);
  expect(message).toContain('output of environment "proef" is refused');
  for (const said of says) expect(message).toContain(said);
});

test("all mistakes are told at once", () => {
  const message = refusal(all(overwrite("out/plan.json", "{"), overwrite("cdktf.out/manifest.json", "{")));
  expect(message).toContain("plan.json");
  expect(message).toContain("manifest.json");
});

test("an environment that was never synthesized is refused", () => {
  withOutput(nothing, (folder) => {
    const read = () =>
      collectFacts({ terraform: join(folder, "cdktf.out"), output: join(folder, "out"), environment: "ghost" });
    expect(read).toThrow('"ghost" has no stack');
  });
  const empty = mkdtempSync(join(tmpdir(), "bestek-audit-"));
  expect(() => collectFacts({ terraform: empty, output: empty, environment: "proef" })).toThrow(Refusal);
  rmSync(empty, { recursive: true });
});
