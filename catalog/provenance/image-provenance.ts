import type { Image } from "../../language";
import { images } from "../components";
import { unknown, type Unknown } from "../known";
import type { Provenance, PublishedBill, Signer } from "./provenance";
import {
  certManagerSigner,
  cloudnativePgSigner,
  externalSecretsSigner,
  istioSigner,
  kubernetesSigner,
  openbaoSigner,
  postgresSigner,
  prometheusOperatorSigner,
  strimziSigner,
} from "./signers";

/** What is searched for of every image, and not found. */
const searched =
  "public repositories and pages of documentation, 2026-11-23, for a page of the publisher on signatures or bills of materials of this image";

const nothingFound: Provenance = { signer: unknown(searched), bill: unknown(searched) };

const noSigner = (found: string): Unknown => unknown(`${searched}; ${found}`);

const signed = (signer: Signer, bill: PublishedBill | Unknown = unknown(searched)): Provenance => ({ signer, bill });

const cloudnativePgBill: PublishedBill = {
  kind: "index",
  source: { kind: "documentation", ref: "https://cloudnative-pg.io/docs/1.30/security: attestations", date: "2026" },
};

/** Gatekeeper since 3.12: lists inside the index, which nobody signs. */
const gatekeeper: Provenance = {
  signer: noSigner("its attestations are not signed"),
  bill: {
    kind: "index",
    source: {
      kind: "documentation",
      ref: "https://open-policy-agent.github.io/gatekeeper/website/docs/security: build attestations",
      date: "2026",
    },
  },
};

const strimzi = signed(strimziSigner, {
  kind: "release-file",
  where: "archive of SPDX JSON with each release, signed by the same key",
  source: { kind: "documentation", ref: "strimzi/strimzi-kafka-operator, README.md: SBOM", date: "2026" },
});

const linkerd: Provenance = {
  ...nothingFound,
  signer: noSigner("others read a signature of a workflow of linkerd/linkerd2 on edge-26.6.3"),
};

const certManager = signed(certManagerSigner);
const istio = signed(istioSigner);

/** Images that are built here come from this repository's own folders; whoever runs the copy script is who made them. */
const builtHere: Provenance = {
  signer: unknown("it is built by whoever runs the copy script, who signs nothing yet"),
  bill: unknown("it is built by whoever runs the copy script, who lists nothing yet"),
};

/** Who signs each image, and where its publisher lists what is in it; an image that is added must be answered for. */
const imageProvenance: Readonly<Record<keyof typeof images, Provenance>> = {
  stalwart: nothingFound,
  stalwartCli: builtHere,
  clamav: nothingFound,
  nextcloud: builtHere,
  nextcloudApps: builtHere,
  directory: builtHere,
  synapse: builtHere,
  elementWeb: {
    ...nothingFound,
    signer: noSigner("its workflow signs images in two other registries, and says nothing of this one"),
  },
  livekit: nothingFound,
  callAuthorization: nothingFound,
  languageModel: builtHere,
  embeddingModel: builtHere,
  agentGateway: nothingFound,
  openWebui: nothingFound,
  garage: nothingFound,
  collabora: nothingFound,
  homepage: nothingFound,
  programs: builtHere,
  keycloak: nothingFound,
  keycloakOperator: nothingFound,
  authentik: {
    ...nothingFound,
    signer: noSigner("its workflow attests how it was built, which is no signature of the image"),
  },
  postgresql17: signed(postgresSigner, cloudnativePgBill),
  postgresql15: signed(postgresSigner, cloudnativePgBill),
  cloudnativePg: signed(cloudnativePgSigner(images.cloudnativePg.tag), cloudnativePgBill),
  barmanPlugin: { ...nothingFound, signer: noSigner("its release workflow signs nothing") },
  barmanSidecar: { ...nothingFound, signer: noSigner("its release workflow signs nothing") },
  lagoApi: nothingFound,
  lagoFront: nothingFound,
  lagoPdf: nothingFound,
  nats: nothingFound,
  natsBox: nothingFound,
  natsExporter: nothingFound,
  bento: nothingFound,
  strimzi,
  kafka: strimzi,
  valkey: nothingFound,
  redisExporter: nothingFound,
  versitygw: nothingFound,
  envoyGateway: {
    ...nothingFound,
    signer: noSigner(
      "the page of its next release says that only releases after signing was added are signed, and not which",
    ),
  },
  envoyProxy: nothingFound,
  corazaFilter: nothingFound,
  kong: {
    ...nothingFound,
    signer: noSigner("only images of Kong's own name are documented, and this is Docker's build"),
  },
  kongController: nothingFound,
  corazaServer: nothingFound,
  oauth2Proxy: nothingFound,
  certManagerController: certManager,
  certManagerWebhook: certManager,
  certManagerCainjector: certManager,
  certManagerAcmesolver: certManager,
  certManagerStartupapicheck: certManager,
  trustManager: nothingFound,
  trustPackage: nothingFound,
  openbao: signed(openbaoSigner(images.openbao.tag)),
  vault: nothingFound,
  externalSecrets: signed(externalSecretsSigner, {
    kind: "attestation",
    type: "spdx",
    source: {
      kind: "documentation",
      ref: "https://external-secrets.io: security best practices, fetching SBOM",
      date: "2026",
    },
  }),
  forgejo: nothingFound,
  ciRunner: builtHere,
  gatekeeper,
  gatekeeperCrds: gatekeeper,
  openPolicyAgent: nothingFound,
  istiod: istio,
  istioCni: istio,
  ztunnel: istio,
  linkerdController: linkerd,
  linkerdProxy: linkerd,
  linkerdCni: nothingFound,
  prometheusOperator: signed(prometheusOperatorSigner(images.prometheusOperator.tag)),
  prometheusConfigReloader: signed(prometheusOperatorSigner(images.prometheusConfigReloader.tag)),
  prometheus: nothingFound,
  alertmanager: nothingFound,
  nodeExporter: nothingFound,
  kubeStateMetrics: {
    ...nothingFound,
    signer: noSigner("the publisher's list of signed images holds those of Kubernetes' own release"),
  },
  grafana: nothingFound,
  grafanaSidecar: nothingFound,
  loki: nothingFound,
  alloy: nothingFound,
  jaeger: nothingFound,
  velero: nothingFound,
  veleroPluginForAws: nothingFound,
  rclone: nothingFound,
  kubectl: signed(kubernetesSigner),
  clusterAutoscaler: {
    ...nothingFound,
    signer: noSigner("the publisher's list of signed images holds those of Kubernetes' own release"),
  },
};

const nameOf = ({ registry, repository, tag }: Pick<Image, "registry" | "repository" | "tag">): string =>
  `${registry}/${repository}:${tag}`;

const byName: ReadonlyMap<string, Provenance> = new Map(
  Object.entries(imageProvenance).flatMap(([id, provenance]) =>
    Object.entries<Image>(images)
      .filter(([name]) => name === id)
      .map(([, image]) => [nameOf(image), provenance] as const),
  ),
);

const notCatalogued = unknown("the catalogue doesn't know this version of the image");

/** What is documented of an image's origin; nothing where the catalogue doesn't know that very version. */
export const provenanceOf = (image: Pick<Image, "registry" | "repository" | "tag">): Provenance =>
  byName.get(nameOf(image)) ?? { signer: notCatalogued, bill: notCatalogued };
