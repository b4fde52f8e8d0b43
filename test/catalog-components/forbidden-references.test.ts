import { forbiddenIn, type Subject } from "../../catalog/forbidden-in";
import { forbiddenReferences } from "../../catalog/forbidden-references";

const image = (reference: string): Subject => ({ kind: "image", reference });
const chart = (repository: string, name: string): Subject => ({ kind: "chart", repository, name });
const object = (apiVersion: string, kind: string, rest: Readonly<Record<string, unknown>> = {}): Subject => ({
  kind: "api",
  object: { apiVersion, kind, ...rest },
});
const step = (uses: string): Subject => ({ kind: "workflow", uses });

const forbidden: readonly (readonly [string, Subject])[] = [
  ["minio", image("docker.io/minio/minio:RELEASE.2025-09-07")],
  ["minio at quay", image("quay.io/minio/mc:1.0")],
  ["minio's chart", chart("https://charts.min.io/", "minio")],
  ["bitnami", image("docker.io/bitnami/postgresql:17.0.0")],
  ["bitnami through a mirror", image("registry.example.eu/docker.io/bitnami/postgresql:17.0.0")],
  ["bitnamilegacy", image("docker.io/bitnamilegacy/redis:7.2")],
  ["bitnami's chart repository", chart("https://charts.bitnami.com/bitnami", "keycloak")],
  ["bitnami's charts as artifacts", chart("oci://registry-1.docker.io/bitnamicharts", "keycloak")],
  ["ingress-nginx", image("registry.k8s.io/ingress-nginx/controller:v1.15.1")],
  ["ingress-nginx's chart", chart("https://kubernetes.github.io/ingress-nginx", "ingress-nginx")],
  ["Ingress", object("networking.k8s.io/v1", "Ingress")],
  ["promtail", image("docker.io/grafana/promtail:3.0.0")],
  ["the enterprise's loki chart", chart("https://grafana.github.io/helm-charts", "loki")],
  ["the old tempo chart", chart("https://grafana.github.io/helm-charts", "tempo-distributed")],
  ["jaeger 1", image("docker.io/jaegertracing/all-in-one:1.60")],
  ["jaeger 1 query", image("docker.io/jaegertracing/jaeger-query:1.60")],
  ["jaeger 1 agent", image("docker.io/jaegertracing/jaeger-agent:1.60")],
  ["jaeger 1 collector", image("docker.io/jaegertracing/jaeger-collector:1.60")],
  ["an old Kafka", object("kafka.strimzi.io/v1beta2", "Kafka")],
  [
    "archiving in the operator",
    object("postgresql.cnpg.io/v1", "Cluster", {
      spec: { backup: { barmanObjectStore: { destinationPath: "s3://" } } },
    }),
  ],
  ["an old ExternalSecret", object("external-secrets.io/v1beta1", "ExternalSecret")],
  ["a Kyverno ClusterPolicy", object("kyverno.io/v1", "ClusterPolicy")],
  ["redis", image("docker.io/library/redis:7.4-alpine")],
  ["redis by its short name", image("redis:8")],
  ["vault", image("docker.io/hashicorp/vault:2.0.4")],
  ["OpenBao's injector", image("docker.io/hashicorp/vault-k8s:1.7.2")],
  ["the Vault operator", image("docker.io/hashicorp/vault-secrets-operator:1.0.0")],
  ["latest", image("ghcr.io/someone/something:latest")],
  ["latest by omission, behind a port", image("registry.example.eu:5000/someone/something")],
  ["an action by tag", step("aquasecurity/trivy-action@0.28.0")],
  ["litellm 1.82.7", image("ghcr.io/berriai/litellm-database:v1.82.7")],
  ["an old Keycloak", object("k8s.keycloak.org/v2alpha1", "Keycloak")],
  ["an old TCPRoute", object("gateway.networking.k8s.io/v1alpha2", "TCPRoute")],
];

const permitted: readonly (readonly [string, Subject])[] = [
  ["valkey", image("docker.io/valkey/valkey:9.1.1")],
  ["an exporter with redis in its name", image("ghcr.io/oliver006/redis_exporter:v1.79.0")],
  ["an image by digest alone", image(`ghcr.io/someone/something@sha256:${"a".repeat(64)}`)],
  ["jaeger 2", image("docker.io/jaegertracing/jaeger:2.20.0")],
  ["the community's loki chart", chart("oci://ghcr.io/grafana-community/helm-charts", "loki")],
  ["alloy, which stayed", chart("https://grafana.github.io/helm-charts", "alloy")],
  ["NetworkPolicy", object("networking.k8s.io/v1", "NetworkPolicy")],
  ["a cluster with the plugin", object("postgresql.cnpg.io/v1", "Cluster", { spec: { plugins: [] } })],
  ["a client of Keycloak", object("k8s.keycloak.org/v2alpha1", "KeycloakOIDCClient")],
  ["TCPRoute", object("gateway.networking.k8s.io/v1", "TCPRoute")],
  ["an action by commit", step(`aquasecurity/trivy-action@${"0123456789".repeat(4)}`)],
  ["litellm after the incident", image("ghcr.io/berriai/litellm-database:v1.83.0")],
];

test.each(forbidden)("%s is forbidden", (_, subject) => {
  expect(forbiddenIn(subject)).not.toEqual([]);
});

test.each(permitted)("%s is permitted", (_, subject) => {
  expect(forbiddenIn(subject)).toEqual([]);
});

test("every ban is shown to catch something", () => {
  const caught = new Set(forbidden.flatMap(([, subject]) => forbiddenIn(subject)));
  const idle = forbiddenReferences.filter((reference) => !caught.has(reference));
  expect(idle.map(({ pattern }) => pattern)).toEqual([]);
});

test("who selects Vault may run it, but not its operator", () => {
  expect(forbiddenIn(image("docker.io/hashicorp/vault:2.0.4"), ["vault"])).toEqual([]);
  expect(forbiddenIn(image("docker.io/hashicorp/vault-secrets-operator:1.0.0"), ["vault"])).toHaveLength(1);
});
