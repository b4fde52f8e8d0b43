import { noUnresolvedTokens } from "../../../audit/checks/no-unresolved-tokens";
import { infrastructure, operators } from "../fixture/good-stacks";
import { inObject, inStack, nothing, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const config = "gra11/shop/ConfigMap/web";
const text = (value: string): Edit => inObject("gra11/shop/config-web", ["data", "x"], value);

const left = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});
const fine = (name: string, edit: Edit): Row => ({ name, edit, outcome: "pass" });

describe("no-unresolved-tokens: manifests", () => {
  judges(noUnresolvedTokens, [
    fine("shell variables and Terraform's own expressions in Terraform", nothing),
    left(
      "a placeholder of cdktf",
      text("host=${TfToken[TOKEN.12]}"),
      config,
      "data.x",
      "${TfToken[TOKEN.12]}",
      "never resolved",
    ),
    left("a placeholder of cdk8s", text("${Token[TOKEN.3]}"), config, "${Token[TOKEN.3]}", "pass the value itself"),
    left("a placeholder for a list", text("#{TfToken[TOKEN.9]}"), config, "#{TfToken[TOKEN.9]}"),
    left(
      "a placeholder number",
      inObject("gra11/shop/deployment-web", ["spec", "replicas"], -1.888154589709072e289),
      "gra11/shop/Deployment/web",
      "spec.replicas",
      "placeholder number",
    ),
    left("nothing at all", text("undefined"), config, '"undefined" stands where a value is missing'),
    left("nothing in an address", text("https://undefined/api"), config, "stands where a value is missing"),
    left("nothing in a name", text("undefined-db"), config, "stands where a value is missing"),
    left("nothing at the end of a name", text("db-undefined"), config, "stands where a value is missing"),
    left("nothing in quotes", text('--host="undefined"'), config, "stands where a value is missing"),
    left("nothing as a setting", text("a = 1\nhost: undefined\n"), config, "host: undefined"),
    left("nothing as a member", text('{\n  "port": NaN\n}'), config, "NaN"),
    left(
      "a number that is none",
      inObject("gra11/shop/deployment-web", ["spec", "replicas"], Number.NaN),
      "gra11/shop/Deployment/web",
      "spec.replicas",
    ),
    left("an object as text", text("host=[object Object]"), config, "[object Object]", "is an object written as text"),
    left("a promise as text", text("[object Promise]"), config, "[object Promise]"),
    left(
      "a placeholder as a key",
      inObject("gra11/shop/config-web", ["data", "${TfToken[TOKEN.1]}"], "x"),
      config,
      "${TfToken[TOKEN.1]}",
    ),
    left(
      "an expression of Terraform",
      text("${ovh_cloud_project_kube.cluster.id}"),
      config,
      "an expression of Terraform",
      "ConfigMap or External Secrets",
    ),
    left("a variable of Terraform", text("${var.region}"), config, "${var.r"),
    left("a function of Terraform", text("${jsonencode({})}"), config, "${jsonencode("),
    fine("a variable of the shell", text("${PORT:-80} ${HOME} $1 ${datasource}")),
    fine("a word in a sentence", text("The result is undefined. NaN is not a number, says the manual.")),
    fine("a word in a program", text('if (typeof x === "undefined") return;')),
  ]);
});

describe("no-unresolved-tokens: Terraform", () => {
  judges(noUnresolvedTokens, [
    left(
      "a placeholder in a resource",
      inStack(infrastructure, ["resource", "ovh_cloud_project_kube", "cluster", "name"], "k-${TfToken[TOKEN.7]}"),
      `${infrastructure}:ovh_cloud_project_kube.cluster`,
      "name",
      "never resolved",
    ),
    left(
      "a missing value in the values of a chart",
      inStack(operators, ["resource", "helm_release", "gateway", "values"], ["host: undefined\n"]),
      `${operators}:helm_release.gateway/values`,
      "0.host",
    ),
  ]);
});
