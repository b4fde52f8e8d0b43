import type { Json } from "../../../audit/facts/json";
import { noSecretValues } from "../../../audit/checks/no-secret-values";
import { isCredentialName } from "../../../audit/checks/secrets/credential-name";
import { application, infrastructure, operators } from "../fixture/good-stacks";
import { factsAfter } from "../fixture/facts-after";
import { all, inObject, inStack, nothing, withObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const config = "gra11/shop/ConfigMap/web";
const setting = (text: string): Edit => inObject("gra11/shop/config-web", ["data", "app.conf"], text);
const env = (name: string, value: string): Edit =>
  inObject("gra11/shop/deployment-web", ["spec", "template", "spec", "containers", 0, "env"], [{ name, value }]);
const web = "gra11/shop/Deployment/web";

const leaks = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says: [...says, "keep the value in the secret store"],
});
const harmless = (name: string, edit: Edit): Row => ({ name, edit, outcome: "pass" });

// Written in parts, so that no scanner takes the test for a leak.
const pem = ["-----BEGIN", "EC PRIVATE KEY-----\nMHcCAQEEIIr\n-----END", "EC PRIVATE KEY-----\n"].join(" ");
const blob = "q7Zr1Xv0bP9sLk3TgNf8" + "YwJ5uHc2EaRm6DiV4oQWxBs=";
const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N"].join(".");
const kubeconfig = "apiVersion: v1\nkind: Config\nusers:\n- user:\n    token: abcdef\n";

const realm = (clientSecret: string): Edit =>
  withObject("gra11/shop/realm", {
    apiVersion: "k8s.example.eu/v1",
    kind: "Realm",
    metadata: { name: "realm", namespace: "shop" },
    spec: { clientSecret },
  });
const external = (name: string, target?: string): Edit =>
  withObject("gra11/shop/external", {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace: "shop" },
    spec: target === undefined ? {} : { target: { name: target } },
  });

describe("no-secret-values: Kubernetes", () => {
  judges(noSecretValues, [
    harmless("references everywhere", nothing),
    {
      name: "a Secret with data",
      edit: withObject("gra11/shop/secret", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "leak", namespace: "shop" },
        data: { password: "aHVudGVyMg==" },
      }),
      outcome: "fail",
      object: "gra11/shop/Secret/leak",
      says: ["data.password", "is a secret value in a file", "External Secrets"],
    },
    {
      name: "a Secret with text",
      edit: withObject("gra11/shop/secret", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "leak", namespace: "shop" },
        stringData: { anything: "hunter2" },
      }),
      outcome: "fail",
      object: "gra11/shop/Secret/leak",
      says: ["stringData.anything"],
    },
    harmless(
      "a Secret that somebody else fills",
      withObject("gra11/shop/secret", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "token", namespace: "shop" },
        type: "kubernetes.io/service-account-token",
      }),
    ),
    leaks("an environment variable", env("DB_PASSWORD", "hunter22"), web, "env.0.value", "8 characters"),
    leaks("an API key", env("STRIPE_API_KEY", "live-abc"), web, "env.0.value"),
    harmless("a path to a secret", env("DB_PASSWORD_FILE", "/run/secrets/db")),
    harmless("a path under the name of a secret", env("TOKEN", "/run/secrets/token")),
    harmless("a switch", env("REQUIRE_PASSWORD", "true")),
    harmless("a measure", env("REFRESH_TOKEN", "3600s")),
    harmless("an expansion", env("DB_PASSWORD", "$(OTHER_PASSWORD)")),
    harmless("the kind of a token", env("TOKEN_TYPE", "Bearer")),
    leaks(
      "a password in a configuration file",
      setting("[db]\npassword = hunter22\n"),
      config,
      "data.app.conf: password",
    ),
    leaks("a password in YAML", setting("db:\n  password: 'hunter22'\n"), config, "data.app.conf: password"),
    leaks("a password in JSON", setting('{"adminPassword": "hunter22"}'), config, "adminPassword"),
    leaks("a password in PHP", setting("  'dbpassword' => 'hunter22',\n"), config, "dbpassword"),
    leaks(
      "a password on a command line",
      setting("exec app --admin-password=hunter22 --port=1\n"),
      config,
      "admin-password",
    ),
    harmless("a function that reads it", setting("'dbpassword' => getenv('DB_PASSWORD'),\n")),
    harmless("a macro that reads it", setting('secret = "%{env:ADMIN_SECRET}%"\n')),
    harmless("a variable of the shell", setting('--clientsecret="$OIDC_CLIENT_SECRET"\n')),
    harmless("a structure that says where it is", setting('{"secretKey": {"@type": "EnvironmentVariable"}}')),
    harmless("a comment", setting("# password = hunter22\n; token = abc\n")),
    harmless("no value", setting('password = ""\n')),
    harmless(
      "the name of a Secret that exists",
      withObject("gra11/shop/realm", {
        apiVersion: "k8s.example.eu/v1",
        kind: "Realm",
        metadata: { name: "realm", namespace: "shop" },
        spec: { clientSecret: "database" },
      }),
    ),
    harmless(
      "the name of a Secret that an ExternalSecret makes under its own name",
      all(external("realm"), realm("realm")),
    ),
    harmless("the name of a Secret that an ExternalSecret makes", all(external("realm", "made"), realm("made"))),
    leaks(
      "the name of an ExternalSecret that makes another",
      all(external("realm", "made"), realm("realm")),
      "gra11/shop/Realm/realm",
      "spec.clientSecret",
    ),
    leaks(
      "the name of no Secret",
      withObject("gra11/shop/realm", {
        apiVersion: "k8s.example.eu/v1",
        kind: "Realm",
        metadata: { name: "realm", namespace: "shop" },
        spec: { clientSecret: "hunter22" },
      }),
      "gra11/shop/Realm/realm",
      "spec.clientSecret",
    ),
  ]);
});

describe("no-secret-values: shapes", () => {
  judges(noSecretValues, [
    leaks("a private key", setting(pem), config, "holds a private key"),
    leaks("a private key in Base64", setting(Buffer.from(pem).toString("base64")), config, "a private key in Base64"),
    leaks("an access key of AWS", setting(`id AKIAIOSFODNN7EXAMPLE`), config, "an access key of AWS"),
    leaks("a JSON Web Token", setting(jwt), config, "a JSON Web Token"),
    leaks("a token of GitHub", setting(`ghp_${"a1B2".repeat(9)}`), config, "a token of GitHub"),
    leaks("a token of OpenBao", setting(`hvs.${"CAESIabc".repeat(4)}`), config, "a token of Vault or OpenBao"),
    leaks(
      "a password in an address",
      setting("url: postgres://app:hunter22@db:5432/app"),
      config,
      "a password in an address",
    ),
    harmless("a user in an address", setting("url: postgres://app@db:5432/app")),
    leaks("a kubeconfig", setting(kubeconfig), config, "a kubeconfig with credentials"),
    leaks("random bytes", setting(`key: ${blob}`), config, "random bytes in the shape of a key"),
    harmless("a hash that says so", setting(`integrity sha256-${blob}`)),
    harmless(
      "random bytes under the name of a hash",
      inObject("gra11/shop/config-web", ["metadata", "annotations"], { checksum: blob }),
    ),
    harmless("small letters and digits, however mixed", setting("key: q7zr1xv0bp9slk3tgnf8ywj5uhc2earm6div4oqwxbs=")),
    harmless("words of the same length", setting(`key: correcthorsebatterystaplecorrecthorsebatter=`)),
  ]);
});

describe("no-secret-values: Terraform", () => {
  judges(noSecretValues, [
    leaks(
      "an attribute",
      inStack(infrastructure, ["resource", "ovh_cloud_project_database_user"], { app: { password: "hunter22" } }),
      `${infrastructure}:ovh_cloud_project_database_user.app`,
      "password",
      "8 characters",
    ),
    harmless(
      "a reference",
      inStack(infrastructure, ["resource", "ovh_cloud_project_database_user"], {
        app: { password: "${random_password.app.result}" },
      }),
    ),
    leaks(
      "the default of a variable",
      inStack(operators, ["variable", "pull_secret", "default"], "hunter22"),
      `${operators}:var.pull_secret`,
      "var.pull_secret",
    ),
    leaks(
      "an output",
      inStack(infrastructure, ["output", "admin_password"], { value: "hunter22" }),
      `${infrastructure}:output.admin_password`,
      "output.admin_password",
    ),
    leaks(
      "a Secret that Terraform makes",
      inStack(operators, ["resource", "kubernetes_secret_v1", "pull", "data"], { plain: "hunter22" }),
      `${operators}:kubernetes_secret_v1.pull`,
      "data.plain",
    ),
    leaks(
      "keys of a backend",
      inStack(application, ["terraform", "backend", "s3", "secret_key"], "hunter22"),
      `${application}:backend.s3`,
      "secret_key",
    ),
    leaks(
      "JSON inside an attribute",
      inStack(application, ["resource", "vault_kv_secret_v2"], { app: { data_json: '{"password":"hunter22"}' } }),
      `${application}:vault_kv_secret_v2.app`,
      "data_json: password",
    ),
    leaks(
      "values of a chart",
      inStack(operators, ["resource", "helm_release", "gateway", "values"], ["auth:\n  adminPassword: hunter22\n"]),
      `${operators}:helm_release.gateway/values`,
      "auth.adminPassword",
    ),
    leaks(
      "what Helm sets",
      inStack(
        operators,
        ["resource", "helm_release", "gateway", "set"],
        [{ name: "auth.password", value: "hunter22" }],
      ),
      `${operators}:helm_release.gateway`,
      "set.0.value",
    ),
  ]);
});

test("no verdict repeats a secret", () => {
  const edit: Edit = (output) => setting(`password = hunter22\nkey: ${blob}\n`)(env("DB_PASSWORD", "hunter22")(output));
  const text = JSON.stringify(noSecretValues.judge(factsAfter(edit)));
  expect(text).toContain('"fail"');
  expect(text).not.toContain("hunter22");
  expect(text).not.toContain(blob);
});

test.each<[string, boolean]>([
  ["POSTGRES_PASSWORD", true],
  ["clientSecret", true],
  ["db.api-key", true],
  ["secretAccessKey", true],
  ["SMTP_PASS", true],
  ["PASSWORD_FILE", false],
  ["secretName", false],
  ["tokenType", false],
  ["compass", false],
  ["key", false],
])("%s is the name of a credential: %s", (name, expected) => {
  expect(isCredentialName(name)).toBe(expected);
});

test("definitions of custom kinds describe secrets and hold none", () => {
  const definition: Json = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "realms.k8s.example.eu" },
    spec: { description: "password: the password\ntoken: a token" },
  };
  const verdicts = noSecretValues.judge(factsAfter(withObject("gra11/foundation/definition", definition)));
  expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
});
