import { mirror as mirrorCheck } from "../../../audit/checks/mirror";
import type { Json } from "../../../audit/facts/json";
import { mirror, providerMirror } from "../fixture/good-plan";
import { operators } from "../fixture/good-stacks";
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
import { judges, type Row } from "../fixture/verdict-table";

const web = "gra11/shop/Deployment/web";
const image = (reference: string): Edit =>
  inObject("gra11/shop/deployment-web", ["spec", "template", "spec", "containers", 0, "image"], reference);
const release = ["resource", "helm_release", "gateway"] as const;
const bad = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});
const custom = (apiVersion: string, kind: string, spec: Json = {}): Edit =>
  withObject("gra11/shop/custom", { apiVersion, kind, metadata: { name: "x", namespace: "shop" }, spec });
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("mirror: images", () => {
  const where = "spec.template.spec.containers.0.image";
  judges(mirrorCheck, [
    { name: "the good output", edit: nothing, outcome: "pass" },
    bad(
      "from its publisher",
      image("docker.io/library/shop:1.2.3"),
      web,
      where,
      `does not come from the mirror ${mirror}`,
      "imageReference",
    ),
    bad(
      "from a host that begins like the mirror",
      image(`${mirror}.evil.example/library/shop:1`),
      web,
      "does not come from the mirror",
    ),
    {
      name: "no mirror in the plan",
      edit: inPlan(["environment", "mirror"], undefined),
      outcome: "undecided",
      object: "proef",
      says: ["plan.environment.mirror", "nothing can be compared"],
    },
    {
      name: "the mirror below registry",
      edit: all(inPlan(["environment", "mirror"], undefined), inPlan(["environment", "registry"], { mirror })),
      outcome: "pass",
    },
    bad(
      "of a custom resource",
      custom("postgresql.cnpg.io/v1", "Cluster", { imageName: "ghcr.io/cloudnative-pg/postgresql:17.2" }),
      "gra11/shop/Cluster/x",
      "spec.imageName",
      "does not come from the mirror",
    ),
    bad(
      "of a module that the gateway loads",
      inObject(
        "gra11/foundation/firewall",
        ["spec", "wasm", 0, "code", "image", "url"],
        "oci://ghcr.io/corazawaf/coraza-proxy-wasm:0.6.0",
      ),
      "gra11/gateway/EnvoyExtensionPolicy/firewall",
      "spec.wasm.0.code.image",
      '"ghcr.io/corazawaf/coraza-proxy-wasm:0.6.0" does not come from the mirror',
    ),
    bad(
      "in the values of a chart",
      inStack(
        operators,
        [...release, "values"],
        ["image:\n  registry: quay.io\n  repository: example/proxy\n  tag: v1\n"],
      ),
      `${operators}:helm_release.gateway/values`,
      "0.image",
      '"quay.io/example/proxy:v1" does not come from the mirror',
    ),
    bad(
      "in the values of a chart, by digest",
      inStack(
        operators,
        [...release, "values"],
        [`image:\n  registry: quay.io\n  repository: example/proxy\n  tag: ""\n  digest: ${digest}\n`],
      ),
      `${operators}:helm_release.gateway/values`,
      `"quay.io/example/proxy@${digest}" does not come from the mirror`,
    ),
    bad(
      "in the values of a chart, with host and folder at the top",
      inStack(
        operators,
        [...release, "values"],
        ["imageRegistry: quay.io\nimageNamespace: example\nimage:\n  name: proxy\n  tag: v1\n"],
      ),
      `${operators}:helm_release.gateway/values`,
      '"quay.io/example/proxy:v1" does not come from the mirror',
    ),
    {
      name: "of a footprint, redirected by nobody",
      edit: inFootprint("monitor", ["pods", "agent", "images", 0, "repository"], "example/agent"),
      outcome: "undecided",
      object: "footprint/monitor",
      says: [
        "docker.io/example/agent:v1.9.0",
        "no file redirects it to the mirror",
        `${mirror}/docker.io/example/agent`,
      ],
    },
  ]);
});

describe("mirror: charts", () => {
  const id = `${operators}:helm_release.gateway`;
  judges(mirrorCheck, [
    bad(
      "a chart from its publisher",
      inStack(operators, [...release, "repository"], "https://charts.example.eu"),
      id,
      `is not the mirror ${mirror}`,
    ),
  ]);
});

describe("mirror: references that no field gives away", () => {
  const setting = (text: string): Edit => inObject("gra11/shop/config-web", ["data", "shop.conf"], text);
  const config = "gra11/shop/ConfigMap/web";
  const values = (text: string): Edit => inStack(operators, [...release, "values"], [text]);
  judges(mirrorCheck, [
    bad(
      "a variable of an operator",
      setting("RELATED=quay.io/example/agent:v1\n"),
      config,
      "data.shop.conf",
      "quay.io/example/agent:v1",
    ),
    bad(
      "a host of the catalogue by its digest",
      setting(`x: ghcr.io/example/agent@${digest}`),
      config,
      `ghcr.io/example/agent@${digest}`,
    ),
    bad(
      "an account's own registry of a cloud",
      setting("image=proef.azurecr.io/a/b:1"),
      config,
      "proef.azurecr.io/a/b:1",
    ),
    bad(
      "a chart that something else installs",
      setting("chart: oci://charts.example.eu/x"),
      config,
      "oci://charts.example.eu/x",
    ),
    bad(
      "a registry for all images of a chart",
      values("global:\n  imageRegistry: quay.io\n"),
      `${operators}:helm_release.gateway/values`,
      "quay.io",
    ),
    bad(
      "a default that only a chart's settings name",
      values('env:\n  - name: SOLVER\n    value: "docker.io/example/solver:1"\n'),
      `${operators}:helm_release.gateway/values`,
      "docker.io/example/solver:1",
    ),
    bad(
      "in Terraform",
      inStack(operators, ["resource", "aws_ecs_task_definition"], {
        t: { container: '[{"x":"public.ecr.aws/a/b:1"}]' },
      }),
      `${operators}:aws_ecs_task_definition.t`,
      "public.ecr.aws/a/b:1",
    ),
    { name: "below the mirror", edit: setting(`RELATED=${mirror}/quay.io/example/agent:v1`), outcome: "pass" },
    {
      name: "addresses of pages and of an authority are no images",
      edit: setting("see https://quay.io/repository/example/agent and https://acme-v02.api.letsencrypt.org/directory"),
      outcome: "pass",
    },
  ]);
});

describe("mirror: pull secrets", () => {
  const pod = ["spec", "template", "spec"] as const;
  const forgotten = inObject("gra11/shop/deployment-web", [...pod, "imagePullSecrets"], undefined);
  const account = (name: string): Edit =>
    withObject("gra11/shop/account", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "service", namespace: "shop" },
      imagePullSecrets: [{ name }],
    });
  judges(mirrorCheck, [
    bad(
      "a pod that names none",
      forgotten,
      web,
      "spec.template.spec.imagePullSecrets",
      'doesn\'t name the pull secret "pull"',
    ),
    bad("an account that names another", all(forgotten, account("other")), web, "doesn't name the pull secret"),
    { name: "an account that names it", edit: all(forgotten, account("pull")), outcome: "pass" },
    bad(
      "a namespace without it",
      inStack(operators, ["resource", "kubernetes_secret_v1", "shop"], undefined),
      web,
      '"shop" has no pull secret "pull"',
    ),
    bad(
      "a chart with pods whose values name none",
      inStack(operators, [...release, "name"], "gateway"),
      `${operators}:helm_release.gateway/values`,
      "imagePullSecrets",
    ),
  ]);
});

describe("mirror: providers", () => {
  const file = "out/terraform.tfrc";
  const method = (text: string): string => `provider_installation {\n${text}\n}\n`;
  const network = `network_mirror {\n url = "${providerMirror}"\n}`;
  const required = `${operators}:terraform.required_providers`;
  const provider = ["terraform", "required_providers", "ovh"] as const;
  judges(mirrorCheck, [
    bad("no settings", overwrite(file, undefined), "proef", "terraform.tfrc", "is missing"),
    bad("a direct way besides", overwrite(file, method(`${network}\n direct {}`)), "proef", "nothing from elsewhere"),
    bad(
      "a provider that is let past",
      overwrite(file, method(network.replace("}", ' exclude = ["ovh/*"]\n}'))),
      "proef",
      "from elsewhere",
    ),
    bad(
      "another mirror",
      overwrite(file, method('network_mirror {\n url = "https://evil.example/"\n}')),
      "proef",
      "https://evil.example/",
    ),
    bad(
      "a range of versions",
      inStack(operators, [...provider, "version"], "~> 2.19"),
      required,
      "ovh.version",
      "is not one version",
    ),
    bad("no version", inStack(operators, [...provider, "version"], undefined), required, "is not one version"),
    bad(
      "a module",
      inStack(operators, ["module"], { vpc: { source: "terraform-aws-modules/vpc/aws" } }),
      `${operators}:module.vpc`,
      "no mirror can stand in",
    ),
    bad(
      "settings that the plan doesn't name",
      inPlan(["environment", "providerMirror"], undefined),
      "proef",
      "names no provider mirror",
    ),
    {
      name: "no provider mirror at all is said",
      edit: all(inPlan(["environment", "providerMirror"], undefined), overwrite(file, undefined)),
      outcome: "pass",
      note: "ovh/ovh: no provider mirror is named: Terraform takes it from the public registry",
    },
  ]);
});
