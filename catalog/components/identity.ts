import type { Image } from "../../language";

/**
 * Server and operator move together: an operator of 26.7 crashes unless the four custom resource definitions and the
 * roles of its own tag are installed (keycloak/keycloak#52060). No official chart exists; the objects come from
 * keycloak/keycloak-k8s-resources at the tag 26.7.3 (out by 2026-09-05).
 */
export const identityImages = {
  keycloak: { registry: "quay.io", repository: "keycloak/keycloak", tag: "26.7.3" },
  keycloakOperator: { registry: "quay.io", repository: "keycloak/keycloak-operator", tag: "26.7.3" },
  /** Read 2026-11-22 (goauthentik/authentik, releases); one image is both server and worker. */
  authentik: { registry: "ghcr.io", repository: "goauthentik/server", tag: "2026.8.6" },
} as const satisfies Record<string, Image>;
