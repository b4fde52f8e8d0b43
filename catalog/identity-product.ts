/** Port on which Keycloak is asked inside the cluster. */
export const keycloakPort = 8080;

/** Ports of authentik (docs.goauthentik.io, configuration, 2026.8), and of what stands before it inside the cluster. */
export const authentikPorts = { http: 9000, metrics: 9300, front: 8080, frontManagement: 8081 } as const;

/** Folder below that of authentik's own blueprints in which its workers find ours. */
export const blueprintFolder = "/blueprints/mounted/bestek";

/** Paths of authentik (authentik/providers/oauth2/urls.py), and that of the account's page; all programs share the keys that each has a path for. */
export const authentikPaths = {
  authorization: "/application/o/authorize/",
  token: "/application/o/token/",
  people: "/application/o/userinfo/",
  account: "/if/user/#/settings",
  keys: (client: string): string => `/application/o/${client}/jwks/`,
  end: (client: string): string => `/application/o/${client}/end-session/`,
} as const;
