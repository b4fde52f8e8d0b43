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
