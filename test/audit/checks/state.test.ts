import { state } from "../../../audit/checks/state";
import type { Json, JsonPath } from "../../../audit/facts/json";
import { application, infrastructure, operators } from "../fixture/good-stacks";
import { all, inPlan, inStack, nothing, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const s3: JsonPath = ["terraform", "backend", "s3"];
const backend = `${application}:backend.s3`;
const inApplication = (path: JsonPath, value: Json | undefined): Edit => inStack(application, path, value);
const bad = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});

describe("state: where it is kept", () => {
  const azurerm = (more: Readonly<Record<string, Json>>): Edit =>
    inApplication(["terraform", "backend"], { azurerm: { storage_account_name: "proefstate", key: "x", ...more } });
  judges(state, [
    { name: "remote, locked, encrypted, elsewhere", edit: nothing, outcome: "pass" },
    bad(
      "nowhere",
      inApplication(["terraform", "backend"], undefined),
      `${application}:terraform.backend`,
      "is missing",
    ),
    bad(
      "on a disk",
      inApplication(["terraform", "backend"], { local: { path: "x.tfstate" } }),
      `${application}:backend.local`,
      '"local" is not known to be remote',
    ),
    bad("without a lock", inApplication([...s3, "use_lockfile"], undefined), backend, "use_lockfile", "two operators"),
    bad("with its lock off", inApplication([...s3, "use_lockfile"], false), backend, "use_lockfile"),
    {
      name: "locked by a table",
      edit: all(inApplication([...s3, "use_lockfile"], false), inApplication([...s3, "dynamodb_table"], "locks")),
      outcome: "pass",
    },
    bad("in the clear", inApplication([...s3, "encrypt"], false), backend, "encrypt: is not set"),
    { name: "in Azure, by identity", edit: azurerm({ use_azuread_auth: true }), outcome: "pass" },
    bad("in Azure, by the shared key", azurerm({}), `${application}:backend.azurerm`, "shared key"),
  ]);
});

describe("state: what burns with it", () => {
  const at = (region: string, stack = application): Edit =>
    all(
      inStack(stack, [...s3, "region"], region),
      inStack(stack, [...s3, "endpoints", "s3"], `https://s3.${region}.io.cloud.ovh.net`),
    );
  const own = all(
    inApplication([...s3, "endpoints", "s3"], "https://s3.example.eu"),
    inApplication([...s3, "region"], "us-east-1"),
  );
  judges(state, [
    bad("the site of the stack", at("gra"), backend, "site gra11", "burns together", "gravelines"),
    bad(
      "a bucket that the stack copies to",
      at("rbx", infrastructure),
      `${infrastructure}:backend.s3`,
      "ovh_cloud_project_storage.files.replication",
      "roubaix",
    ),
    bad("the site, by another name of its campus", at("eu-west-gra"), backend, "site gra11"),
    { name: "storage of the customer's own, elsewhere by the plan", edit: own, outcome: "pass" },
    bad(
      "storage of the customer's own on the site's ground",
      all(own, inPlan(["environment", "state", "failureDomain"], "gravelines")),
      backend,
      "burns together",
    ),
    bad(
      "a place that nobody knows",
      all(own, inPlan(["environment", "state"], undefined)),
      backend,
      "names no place that the catalogue or the plan knows",
    ),
  ]);
});

describe("state: what is not in it", () => {
  const output = (value: string): Edit => inStack(infrastructure, ["output", "leak"], { value });
  const leak = `${infrastructure}:output.leak`;
  const data = (type: string, config: Json): Edit => inApplication(["data"], { [type]: { x: config } });
  judges(state, [
    bad(
      "a sensitive output",
      inStack(infrastructure, ["output", "leak"], { value: "x", sensitive: true }),
      leak,
      "hands a secret to every reader",
    ),
    bad("a kubeconfig", output("${ovh_cloud_project_kube.cluster.kubeconfig}"), leak, "value: hands a credential"),
    bad(
      "a client's key",
      output("${ovh_cloud_project_kube.cluster.kubeconfig_attributes[0].client_key}"),
      leak,
      "hands a credential",
    ),
    bad("a kubeconfig of Azure", output("${azurerm_kubernetes_cluster.c.kube_config_raw}"), leak, "hands a credential"),
    bad(
      "the whole access of Azure",
      output("${azurerm_kubernetes_cluster.c.kube_config[0]}"),
      leak,
      "hands a credential",
    ),
    {
      name: "the address of the API",
      edit: output("${azurerm_kubernetes_cluster.c.kube_config[0].host}"),
      outcome: "pass",
    },
    {
      name: "the authority of the API",
      edit: output("${ovh_cloud_project_kube.cluster.kubeconfig_attributes[0].cluster_ca_certificate}"),
      outcome: "pass",
    },
    bad(
      "a token that a data source fetches",
      data("aws_eks_cluster_auth", { name: "c" }),
      `${application}:data.aws_eks_cluster_auth.x`,
      "into this stack's state",
    ),
    bad(
      "a kubeconfig that another stack published",
      inApplication(["provider"], {
        helm: [{ kubernetes: { token: "${data.terraform_remote_state.i.outputs.kubeconfig}" } }],
      }),
      `${application}:provider.helm`,
      "out of another stack's state",
    ),
    bad(
      "a file with a credential",
      inApplication(["resource", "local_sensitive_file"], { k: { content: "x", filename: "k" } }),
      `${application}:local_sensitive_file.k`,
      "operator's disk",
    ),
  ]);
});

describe("state: the same on every machine", () => {
  const chart: JsonPath = ["resource", "helm_release", "shop", "chart"];
  const shop = `${application}:helm_release.shop`;
  const local = (text: string): Edit => inApplication(["locals"], { x: text });
  judges(state, [
    bad(
      "a chart of one machine",
      inApplication(chart, "/srv2/charts/shop"),
      shop,
      '"/srv2/charts/shop" is a path of one machine',
    ),
    bad("a home", local("/home/someone/key.pem"), `${application}:local.x`, "is a path of one machine"),
    bad(
      "a file that Terraform reads",
      local('${file("/keys/a.pem")}'),
      `${application}:local.x`,
      "is a path of one machine",
    ),
    bad("a folder of Windows", local("C:\\Users\\someone"), `${application}:local.x`, "is a path of one machine"),
    bad("the current folder", local("${path.cwd}/x"), `${application}:local.x`, "is a path of one machine"),
    bad(
      "somebody's kubeconfig",
      inApplication(["provider"], { kubernetes: [{ config_path: "~/.kube/config" }] }),
      `${application}:provider.kubernetes`,
      "config_path",
    ),
    {
      name: "a path inside a container",
      edit: inStack(operators, ["resource", "helm_release", "gateway", "set"], [{ name: "a", value: "/tmp/x" }]),
      outcome: "pass",
    },
    { name: "a path of an address", edit: local("/v1/auth/login"), outcome: "pass" },
  ]);
});
