import {
  databaseCluster,
  databaseInstances,
  footprints,
  kafkaCluster,
  gatewayProxyId,
  kafkaPorts,
  kongPorts,
  meshComponents,
  postgresFootprint,
  restoreDrill,
  secretsServer,
  secretsServerPods,
  type GatewayProduct,
  type SecretsProduct,
} from "../../catalog";
import { reachesPods } from "../../catalog/footprints/connections";
import { kubePrometheusStack } from "../../catalog/footprints/kube-prometheus-stack";
import { envoyGateway } from "../../catalog/footprints/envoy-gateway";
import { gatewayDefinitions } from "../../catalog/footprints/gateway-definitions";
import { kong } from "../../catalog/footprints/kong";
import { openbao } from "../../catalog/footprints/openbao";
import { vault } from "../../catalog/footprints/vault";
import { certManager } from "../../catalog/footprints/cert-manager";
import type { Environment } from "../../environments/schema";
import type { Footprint, FootprintPod, MeshKind, MeshPlace, Reach } from "../../language";
import { placeDatabaseClusters } from "../placement";

/** The agent of every node that reads what its pods write. */
export const logAgent = `alloy/agent`;

/** Pods that tell people of alerts. */
export const alertSender = `kube-prometheus-stack/alertmanager`;

/** Namespaces that our own objects share with third-party components. */
export const databaseNamespace = databaseCluster.namespace;
/** Workload that waits at installation until the database answers. */
export const databaseReadiness = "readiness";
/** Workload that restores each database from its archive, and compares. */
export const databaseDrill = "drill";

/** Workload that carries snapshots of the secrets out of the cluster and into it; service account of its pods. */
export const secretSnapshots = "snapshots";
/** Workload that restores the newest snapshot of the secrets into a server of its own, and looks whether it opens. */
export const secretsDrill = "snapshot-drill";
/** Workload that opens Vault once, at its first start; service account of its pods. */
export const secretsInitialization = "initialization";

/** Workload that waits at installation until the policies have kinds. */
export const admissionDefinitions = "definitions";

/** Components that the catalogue knows and this version does not install. */
const notInstalled = ["keycloak", "keycloak-operator", "valkey"];

/** Components of each gateway. */
const gatewayComponents: Readonly<Record<GatewayProduct, readonly Footprint[]>> = {
  envoy: [envoyGateway],
  kong: [gatewayDefinitions, kong],
};

/** Components that only Kafka needs. */
const ofKafka: readonly string[] = ["strimzi", kafkaCluster.name];

/** Third-party components that an environment installs, by id and in the order of the alphabet, each database cluster as one. */
export function installedFootprints(
  environment: Pick<Environment, "suite" | "tenancy" | "parts" | "mesh">,
): readonly Footprint[] {
  const { product, footprint: secrets } = secretsServer(environment.parts.secrets);
  const otherGateways = Object.entries(gatewayComponents).flatMap(([product, components]) =>
    product === environment.parts.gateway ? [] : components,
  );
  const { kind } = environment.mesh;
  const otherMeshes = Object.values(meshComponents)
    .flat()
    .filter((footprint) => !meshComponents[kind].includes(footprint))
    .map(({ component }) => component);
  const clusters = placeDatabaseClusters(environment).map(({ name }) => name);
  return Object.values(footprints)
    .filter(({ component }) => ![...notInstalled, ...otherMeshes].includes(component))
    .filter(({ component }) => environment.suite.bus === "kafka" || !ofKafka.includes(component))
    .filter((footprint) => footprint === secrets || (footprint !== openbao && footprint !== vault))
    .filter((footprint) => !otherGateways.includes(footprint))
    .filter(({ component }) => component !== restoreDrill.name || clusters.length > 0)
    .flatMap((footprint) =>
      footprint.component === databaseCluster.name
        ? clusters.map(postgresFootprint)
        : [towardsEach(footprint, [...clusters, restoreDrill.name])],
    )
    .map((footprint) => (environment.suite.bus === "kafka" ? scrapingKafka(footprint) : footprint))
    .map((footprint) => (environment.parts.gateway === "kong" ? scrapingKong(footprint) : footprint))
    .map((footprint) => towardsSecrets(footprint, product))
    .map((footprint) => atItsPlace(footprint, kind))
    .sort((a, b) => (a.component < b.component ? -1 : 1));
}

/** Prometheus asks more than in every environment. */
function scraping(footprint: Footprint, ...more: readonly Reach[]): Footprint {
  const { prometheus } = footprint.pods;
  if (footprint.component !== kubePrometheusStack.component || prometheus === undefined) return footprint;
  return {
    ...footprint,
    pods: { ...footprint.pods, prometheus: { ...prometheus, reaches: [...prometheus.reaches, ...more] } },
  };
}

/** Where there is Kafka, Prometheus asks its exporter. */
const scrapingKafka = (footprint: Footprint): Footprint =>
  scraping(
    footprint,
    reachesPods(`${kafkaCluster.name}/exporter`, kafkaPorts.exporter, "scrapes metrics of Kafka's exporter"),
  );

/** Where there is Kong, Prometheus asks each data plane and its controller. */
const scrapingKong = (footprint: Footprint): Footprint =>
  scraping(
    footprint,
    reachesPods(gatewayProxyId("kong"), kongPorts.status, "scrapes metrics of Kong"),
    reachesPods(gatewayProxyId("kong"), kongPorts.controllerMetrics, "scrapes metrics of Kong's controller"),
  );

/** A mesh whose identities cert-manager signs can't carry what cert-manager itself says. */
function atItsPlace(footprint: Footprint, kind: MeshKind): Footprint {
  switch (kind) {
    case "istio-ambient":
      return footprint;
    case "linkerd":
      if (footprint.component === gatewayDefinitions.component) return { ...footprint, mesh: definesBeforeLinkerd };
      return footprint.namespace === certManager.namespace ? { ...footprint, mesh: beforeLinkerd } : footprint;
  }
}

const definesBeforeLinkerd: MeshPlace = {
  kind: "outside",
  reason: "cert-manager and the mesh wait for its definitions, so that it runs before the mesh does",
};

const beforeLinkerd: MeshPlace = {
  kind: "outside",
  reason:
    "it signs the authority of the mesh, and so runs before the mesh does: it speaks TLS to the API server, and tells monitoring its metrics",
};

/** A component that reaches databases reaches every cluster of them. */
function towardsEach(footprint: Footprint, clusters: readonly string[]): Footprint {
  const reachesEach = (pod: FootprintPod): FootprintPod => ({
    ...pod,
    reaches: pod.reaches.flatMap((reach) =>
      reach.to.kind === "pods" && reach.to.id === databaseInstances(databaseCluster.name)
        ? clusters.map((cluster) => ({ ...reach, to: { kind: "pods" as const, id: databaseInstances(cluster) } }))
        : [reach],
    ),
  });
  return {
    ...footprint,
    pods: Object.fromEntries(Object.entries(footprint.pods).map(([name, pod]) => [name, reachesEach(pod)])),
  };
}

/** A component that reaches OpenBao reaches what was chosen in its place. */
function towardsSecrets(footprint: Footprint, product: SecretsProduct): Footprint {
  const chosen = secretsServer(product);
  const known = secretsServerPods(secretsServer("openbao"));
  const reachesChosen = (pod: FootprintPod): FootprintPod => ({
    ...pod,
    reaches: pod.reaches.map((reach) =>
      reach.to.kind === "pods" && reach.to.id === known
        ? {
            ...reach,
            to: { kind: "pods" as const, id: secretsServerPods(chosen) },
            because: reach.because.replace(openbao.title, chosen.footprint.title),
          }
        : reach,
    ),
  });
  return {
    ...footprint,
    pods: Object.fromEntries(Object.entries(footprint.pods).map(([name, pod]) => [name, reachesChosen(pod)])),
  };
}
