import type { Footprint, MeshKind } from "../../language";
import { alloy } from "./alloy";
import { certManager } from "./cert-manager";
import { cloudnativePg } from "./cloudnative-pg";
import { envoyGateway } from "./envoy-gateway";
import { externalSecrets } from "./external-secrets";
import { gatekeeper } from "./gatekeeper";
import { gatewayDefinitions } from "./gateway-definitions";
import { istioCni, istiod, ztunnel } from "./istio";
import { jaeger } from "./jaeger";
import { kafka } from "./kafka";
import { keycloak } from "./keycloak";
import { keycloakOperator } from "./keycloak-operator";
import { kong } from "./kong";
import { kubePrometheusStack } from "./kube-prometheus-stack";
import { linkerdCni, linkerdControlPlane } from "./linkerd";
import { loki } from "./loki";
import { openbao } from "./openbao";
import { pluginBarmanCloud } from "./plugin-barman-cloud";
import { postgres } from "./postgres";
import { restoreDrillFootprint } from "./restore-drill";
import { strimzi } from "./strimzi";
import { trustManager } from "./trust-manager";
import { valkey } from "./valkey";
import { vault } from "./vault";

export { proxyPort } from "./gateway-ports";
export { meshSystem } from "./istio";
export { kafkaCluster, kafkaPorts } from "./kafka";
export { firewallAddress, guardName, kongPorts } from "./kong";
export { linkerdControlPorts, linkerdPods, linkerdProxy, linkerdProxyPorts } from "./linkerd";
export { identityServer } from "./keycloak";
export { restoreDrill } from "./restore-drill";
export { secretsDrillRequests } from "./secrets-drill";
export { databaseDumps, dumpDeadline, dumpParts, dumpPartsHeld, dumpRequests } from "./database-dumps";
export { databaseCluster, databaseInstances, postgresFootprint } from "./postgres";

/** Components of each mesh, in the order of their installation; an environment has those of one. */
export const meshComponents: Readonly<Record<MeshKind, readonly Footprint[]>> = {
  "istio-ambient": [istiod, istioCni, ztunnel],
  linkerd: [linkerdCni, linkerdControlPlane],
};

/** Every third-party component, keyed by its id. The Helm release of a component bears its id as name. */
export const footprints: Readonly<Record<string, Footprint>> = Object.fromEntries(
  [
    ...Object.values(meshComponents).flat(),
    certManager,
    trustManager,
    externalSecrets,
    gatekeeper,
    openbao,
    vault,
    envoyGateway,
    kong,
    gatewayDefinitions,
    cloudnativePg,
    pluginBarmanCloud,
    postgres,
    restoreDrillFootprint,
    strimzi,
    kafka,
    keycloakOperator,
    keycloak,
    valkey,
    kubePrometheusStack,
    loki,
    alloy,
    jaeger,
  ].map((footprint) => [footprint.component, footprint]),
);
