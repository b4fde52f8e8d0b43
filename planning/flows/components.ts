import { databaseCluster, footprints, publicGateway } from "../../catalog";
import type { Footprint } from "../../language";

/** Pod ids that flows of services lead to. */
export const gatewayProxy = `envoy-gateway/proxy`;
export const databaseInstance = `postgres/instance`;
export const secretsServer = `openbao/server`;

/** Namespaces that our own objects share with third-party components. */
export const gatewayNamespace = publicGateway.namespace;
export const databaseNamespace = databaseCluster.namespace;
/** Workload that waits at installation until the database answers. */
export const databaseReadiness = "readiness";

/** Workload that carries snapshots of the secrets out of the cluster and into it. */
export const secretSnapshots = "openbao/snapshots";

/** Third-party components that every environment of this version installs, by id and in the order of the alphabet. */
export const installedFootprints = (): readonly Footprint[] =>
  Object.values(footprints)
    .filter(({ component }) => !["keycloak", "keycloak-operator", "valkey"].includes(component))
    .sort((a, b) => (a.component < b.component ? -1 : 1));
