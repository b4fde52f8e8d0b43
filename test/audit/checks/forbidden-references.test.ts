import type { Json } from "../../../audit/facts/json";
import { forbiddenReferences } from "../../../audit/checks/forbidden-references";
import { mirror } from "../fixture/good-plan";
import { operators } from "../fixture/good-stacks";
import { all, inFootprint, inObject, inPlan, inStack, nothing, withObject, type Edit } from "../fixture/output";
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

describe("forbidden-references: images", () => {
  const where = "spec.template.spec.containers.0.image";
  judges(forbiddenReferences, [
    { name: "tagged, from the mirror", edit: nothing, outcome: "pass" },
    bad("forbidden", image(`${mirror}/quay.io/minio/minio:RELEASE.2025`), web, where, "is forbidden since", "MinIO"),
    bad(
      "forbidden by name, below the mirror",
      image(`${mirror}/docker.io/library/redis:7.4`),
      web,
      "Valkey takes its place",
    ),
    bad("latest", image(`${mirror}/docker.io/library/shop:latest`), web, where, "is forbidden since"),
    bad("untagged", image(`${mirror}/docker.io/library/shop`), web, where),
    bad(
      "untagged, behind a host with a port",
      all(inPlan(["environment", "mirror"], "mirror:5000"), image("mirror:5000/docker.io/library/shop")),
      web,
      where,
    ),
    { name: "by digest alone", edit: image(`${mirror}/docker.io/library/shop@${digest}`), outcome: "pass" },
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
      object: web,
      says: [where, "plan.environment names none"],
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
    bad(
      "latest in the values of a chart",
      inStack(operators, [...release, "values"], [`image:\n  repository: ${mirror}/x/proxy\n  tag: latest\n`]),
      `${operators}:helm_release.gateway/values`,
      "a moving tag",
    ),
    bad(
      "of a footprint",
      inFootprint("gateway", ["pods", "proxy", "images", 0], {
        registry: "docker.io",
        repository: "bitnami/envoy",
        tag: "1",
      }),
      "footprint/gateway",
      "pods.proxy.images",
      "Bitnami closed",
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

describe("forbidden-references: charts and APIs", () => {
  const id = `${operators}:helm_release.gateway`;
  judges(forbiddenReferences, [
    bad(
      "a chart of a forbidden repository",
      inStack(operators, [...release, "repository"], "https://charts.bitnami.com/bitnami"),
      id,
      "Bitnami closed",
    ),
    bad(
      "a chart that moved",
      all(
        inStack(operators, [...release, "repository"], "https://grafana.github.io/helm-charts"),
        inStack(operators, [...release, "chart"], "loki"),
      ),
      id,
      "grafana-community",
    ),
    bad(
      "a chart from its publisher",
      inStack(operators, [...release, "repository"], "https://charts.example.eu"),
      id,
      `is not the mirror ${mirror}`,
    ),
    bad(
      "a chart without a version",
      inStack(operators, [...release, "version"], undefined),
      id,
      "version: is missing",
      "name the version",
    ),
    bad("an Ingress", custom("networking.k8s.io/v1", "Ingress"), "gra11/shop/Ingress/x", "Gateway API"),
    bad(
      "an API that is gone",
      custom("external-secrets.io/v1beta1", "ExternalSecret"),
      "gra11/shop/ExternalSecret/x",
      "external-secrets.io/v1 only",
    ),
    bad(
      "a forbidden field",
      custom("postgresql.cnpg.io/v1", "Cluster", { backup: { barmanObjectStore: { destinationPath: "s3://x" } } }),
      "gra11/shop/Cluster/x",
      "Barman Cloud plugin",
    ),
  ]);
});

describe("forbidden-references: choices of the environment", () => {
  const vault = image(`${mirror}/docker.io/hashicorp/vault:1.20.0`);
  judges(forbiddenReferences, [
    bad("Vault by nobody's choice", vault, web, "OpenBao is the default"),
    {
      name: "Vault by choice",
      edit: all(vault, inPlan(["environment", "parts"], { secrets: "vault" })),
      outcome: "pass",
    },
  ]);
});
