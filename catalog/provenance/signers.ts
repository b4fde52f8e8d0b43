import type { Signer } from "./provenance";

/** Whom GitHub vouches for: workflows of repositories there. */
const github = "https://token.actions.githubusercontent.com";

const workflow = (identity: string, ref: string, date: string): Signer => ({
  kind: "keyless",
  issuer: github,
  identity,
  source: { kind: "documentation", ref, date },
});

/** Identity of one workflow of a repository, at one Git reference. */
const at = (repository: string, file: string, reference: string): string =>
  `^https://github\\.com/${escaped(repository)}/\\.github/workflows/${file}@refs/${escaped(reference)}$`;

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]{}\\]/g, "\\$&");

/** Operator images: signed by the workflow of the release's own tag. */
export const cloudnativePgSigner = (tag: string): Signer =>
  workflow(
    at("cloudnative-pg/cloudnative-pg", "release-publish\\.yml", `tags/v${tag}`),
    "https://cloudnative-pg.io/docs/1.30/security: image signatures",
    "2026",
  );

/** Images of PostgreSQL, which are rebuilt every week: any workflow of their repository, as its publisher says. */
export const postgresSigner: Signer = workflow(
  "^https://github\\.com/cloudnative-pg/postgres-containers/\\.github/workflows/[^@]+@refs/heads/main$",
  "cloudnative-pg/postgres-containers, BUILD.md: image signatures; the branch as in certificates of 2026",
  "2026",
);

export const externalSecretsSigner: Signer = workflow(
  at("external-secrets/external-secrets", "release\\.yml", "heads/main"),
  "https://external-secrets.io: security best practices, verify artefacts",
  "2026",
);

/** Releases up to 2.5 were signed by `release.yml`, those of 2.6 by a workflow of their own for images; each at its tag. */
export const openbaoSigner = (tag: string): Signer =>
  workflow(
    at("openbao/openbao", "release(-images)?\\.yml", `tags/v${tag}`),
    "openbao/openbao, .github/workflows/release-images.yml: sign images with cosign",
    "2026",
  );

export const prometheusOperatorSigner = (tag: string): Signer =>
  workflow(
    at("prometheus-operator/prometheus-operator", "publish\\.yaml", `tags/${tag}`),
    "prometheus-operator/prometheus-operator, .github/workflows/publish.yaml and scripts/push-docker-image.sh",
    "2026",
  );

/** Images of Kubernetes' own release; others of its registry are not on the publisher's list. */
export const kubernetesSigner: Signer = {
  kind: "keyless",
  issuer: "https://accounts.google.com",
  identity: "^krel-trust@k8s-releng-prod\\.iam\\.gserviceaccount\\.com$",
  source: {
    kind: "documentation",
    ref: "https://kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts",
    date: "2026",
  },
};

/** Since cert-manager 1.8. */
export const certManagerSigner: Signer = {
  kind: "key",
  key: { kind: "address", url: "https://cert-manager.io/public-keys/cert-manager-pubkey-2021-09-20.pem" },
  hash: "sha512",
  log: "none",
  source: { kind: "documentation", ref: "https://cert-manager.io/docs/installation/code-signing", date: "2026" },
};

/** Every image of a release, since Istio 1.12. */
export const istioSigner: Signer = {
  kind: "key",
  key: { kind: "address", url: "https://istio.io/misc/istio-key.pub" },
  log: "public",
  source: {
    kind: "documentation",
    ref: "https://istio.io/latest/docs/ops/best-practices/image-signing-validation",
    date: "2026",
  },
};

/** Since Strimzi 0.38. */
export const strimziSigner: Signer = {
  kind: "key",
  key: {
    kind: "text",
    pem: [
      "-----BEGIN PUBLIC KEY-----",
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAET3OleLR7h0JqatY2KkECXhA9ZAkC",
      "TRnbE23Wb5AzJPnpevvQ1QUEQQ5h/I4GobB7/jkGfqYkt6Ct5WOU2cc6HQ==",
      "-----END PUBLIC KEY-----",
    ].join("\n"),
  },
  log: "none",
  source: {
    kind: "documentation",
    ref: "strimzi/strimzi-kafka-operator, README.md: container signatures",
    date: "2026",
  },
};
