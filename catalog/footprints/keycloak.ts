import type { Footprint } from "../../language";
import { images } from "../components";
import { probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Our Keycloak resource; its name is a label of every server. */
export const identityServer = { name: "keycloak", namespace: "identity" } as const;

/**
 * The identity servers, made by the operator with TLS of their own (8443), so that nothing inside the cluster carries
 * passwords in the clear. Ports: `KEYCLOAK_JGROUPS_DATA_PORT` 7800, `KEYCLOAK_JGROUPS_FD_PORT` 57800 and
 * `KEYCLOAK_MANAGEMENT_PORT` 9000 in the operator's constants (keycloak/keycloak, read 2026-11).
 */
export const keycloak: Footprint = {
  component: "keycloak",
  title: "Keycloak",
  namespace: identityServer.namespace,
  zone: "services",
  podSecurity: { level: "restricted" },
  pods: {
    server: {
      labels: {
        app: "keycloak",
        "app.kubernetes.io/managed-by": "keycloak-operator",
        "app.kubernetes.io/instance": identityServer.name,
      },
      count: { kind: "planned", planPath: "services.identity.workloads.keycloak.replicas" },
      ports: {
        https: tcp(8443),
        management: tcp(9000),
        jgroups: tcp(7800),
        "jgroups-failure-detection": tcp(57_800),
      },
      // Memory as the operator asks by default (1700Mi), processor as nobody asks by default.
      ...chosenRequests(500, 1700),
      volumes: 0,
      images: [images.keycloak],
      reaches: [
        ...resolvesNames,
        reachesPods("postgres/instance", 5432, "keeps realms, users and sessions"),
        reachesPods("keycloak/server", 7800, "shares caches with the other servers"),
        reachesPods("keycloak/server", 57_800, "notices when another server is gone"),
      ],
      receives: [probedOn(9000)],
    },
  },
};
