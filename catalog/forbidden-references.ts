/** How a forbidden thing is recognized. */
export type Pattern =
  /** The text occurs in the reference, wherever a mirror's host puts it. */
  | { readonly kind: "fragment"; readonly text: string }
  /** Last part of an image's name, such as `redis` of `docker.io/library/redis:7.4`. */
  | { readonly kind: "image-name"; readonly name: string }
  /** Image or action with one of these tags; with `name`, only where the reference contains it. */
  | { readonly kind: "tag"; readonly tags: readonly string[]; readonly name?: string }
  /** Charts of these names below a repository that contains the text. */
  | { readonly kind: "chart"; readonly repository: string; readonly names: readonly string[] }
  /** A workflow step pinned by anything but a commit of 40 hexadecimal digits. */
  | { readonly kind: "unpinned-action"; readonly action: string }
  /** A Kubernetes object; without `objectKinds`, every object of the API version. */
  | { readonly kind: "object"; readonly apiVersion: string; readonly objectKinds?: readonly string[] }
  /** A field of a Kubernetes object, by its path from the object's root. */
  | {
      readonly kind: "field";
      readonly apiVersion: string;
      readonly objectKind: string;
      readonly path: readonly string[];
    };

/** Something that must not appear in anything bestek synthesizes. */
export interface ForbiddenReference {
  readonly pattern: Pattern;
  /** Where to look: container images, chart coordinates, Kubernetes objects, steps of a pipeline. */
  readonly kind: "image" | "chart" | "api" | "workflow";
  readonly reason: string;
  /** ISO 8601 date, month or year from which the reason holds. */
  readonly since: string;
  /** The part whose choice by the environment lifts the ban. */
  readonly unlessPart?: "vault";
}

const fragments = (
  kind: "image" | "chart",
  reason: string,
  since: string,
  texts: readonly string[],
): ForbiddenReference[] => texts.map((text) => ({ pattern: { kind: "fragment", text }, kind, reason, since }));

const minio = "MinIO's community edition is no longer maintained; use the cloud's object storage, Garage or Rook";
const bitnami = "Bitnami closed its public catalogue: what is left is frozen and unpatched";
const jaeger = "Jaeger 1 is at its end of life; one image jaegertracing/jaeger does all of version 2";

/** Read in the publishers' own announcements and issue threads, compiled 2026-11-20. */
export const forbiddenReferences: readonly ForbiddenReference[] = [
  ...fragments("image", minio, "2026-02", ["minio/minio", "quay.io/minio"]),
  ...fragments("chart", minio, "2026-02", ["charts.min.io"]),
  ...fragments("image", bitnami, "2025-08-28", ["docker.io/bitnami/", "bitnamilegacy/"]),
  ...fragments("chart", bitnami, "2025-08-28", ["charts.bitnami.com", "registry-1.docker.io/bitnamicharts"]),
  ...fragments("image", "ingress-nginx is retired; routes are Gateway API", "2026-03-24", ["ingress-nginx"]),
  ...fragments("chart", "ingress-nginx is retired; routes are Gateway API", "2026-03-24", ["ingress-nginx"]),
  {
    pattern: { kind: "object", apiVersion: "networking.k8s.io/v1", objectKinds: ["Ingress"] },
    kind: "api",
    reason: "everything enters through the Gateway API; an Ingress would be a way around the gateway's policies",
    since: "2026-03-24",
  },
  ...fragments("image", "Promtail is at its end of life; Alloy takes its place", "2026-03-02", ["grafana/promtail"]),
  {
    pattern: {
      kind: "chart",
      repository: "grafana.github.io/helm-charts",
      names: ["loki", "grafana", "tempo", "tempo-distributed"],
    },
    kind: "chart",
    reason: "these charts moved to grafana-community; what is left here is frozen or for the enterprise edition",
    since: "2026-03-16",
  },
  ...fragments("image", jaeger, "2025-12-31", [
    "jaegertracing/all-in-one",
    "jaegertracing/jaeger-agent",
    "jaegertracing/jaeger-collector",
    "jaegertracing/jaeger-query",
  ]),
  {
    pattern: { kind: "object", apiVersion: "kafka.strimzi.io/v1beta2" },
    kind: "api",
    reason: "Strimzi 1.0 serves kafka.strimzi.io/v1 only",
    since: "2026",
  },
  {
    pattern: {
      kind: "field",
      apiVersion: "postgresql.cnpg.io/v1",
      objectKind: "Cluster",
      path: ["spec", "backup", "barmanObjectStore"],
    },
    kind: "api",
    reason: "archiving inside the operator is deprecated and goes with 1.31; use the Barman Cloud plugin",
    since: "2026-06-29",
  },
  {
    pattern: { kind: "object", apiVersion: "external-secrets.io/v1beta1" },
    kind: "api",
    reason: "External Secrets 2 serves external-secrets.io/v1 only",
    since: "2026-02-06",
  },
  {
    pattern: { kind: "object", apiVersion: "kyverno.io/v1", objectKinds: ["ClusterPolicy"] },
    kind: "api",
    reason: "deprecated since Kyverno 1.17, removal planned for 1.20",
    since: "2026-02-02",
  },
  {
    pattern: { kind: "image-name", name: "redis" },
    kind: "image",
    reason: "Redis 7.4 is not open source and Redis 8 comes under three licences at choice; Valkey takes its place",
    since: "2024-03",
  },
  ...fragments(
    "image",
    "the Vault Secrets Operator is under the Business Source License; use External Secrets",
    "2023-08",
    ["hashicorp/vault-secrets-operator"],
  ),
  {
    pattern: { kind: "fragment", text: "hashicorp/vault" },
    kind: "image",
    reason: "Vault is under the Business Source License and IBM's; OpenBao is the default",
    since: "2023-08",
    unlessPart: "vault",
  },
  {
    pattern: { kind: "tag", tags: ["latest"] },
    kind: "image",
    reason: "a moving tag makes two installations of one environment differ",
    since: "2026-11-20",
  },
  {
    pattern: { kind: "unpinned-action", action: "aquasecurity/trivy-action" },
    kind: "workflow",
    reason: "76 of its 77 tags were moved to malicious code (CVE-2026-33634); only a commit is safe",
    since: "2026-03-19",
  },
  {
    pattern: { kind: "tag", name: "litellm", tags: ["1.82.7", "v1.82.7", "1.82.8", "v1.82.8"] },
    kind: "image",
    reason: "LiteLLM 1.82.7 and 1.82.8 carried malicious code",
    since: "2026-03-24",
  },
  {
    pattern: { kind: "object", apiVersion: "k8s.keycloak.org/v2alpha1", objectKinds: ["Keycloak"] },
    kind: "api",
    reason: "the Keycloak resource is k8s.keycloak.org/v2beta1 since 26.6",
    since: "2026-04",
  },
  {
    pattern: {
      kind: "object",
      apiVersion: "gateway.networking.k8s.io/v1alpha2",
      objectKinds: ["TCPRoute", "TLSRoute"],
    },
    kind: "api",
    reason: "TCPRoute and TLSRoute are gateway.networking.k8s.io/v1 since Gateway API 1.6",
    since: "2026-06-29",
  },
];
