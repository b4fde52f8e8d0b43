import { stringify } from "yaml";
import { authentikPaths, authentikPorts } from "../../../catalog";
import type { Surroundings } from "../../../language";
import { admin, adminCluster, cluster, listener, managementHost, plainPaths } from "../envoy-configuration";
import type { SigningService } from "./clients";

/** Path at which whoever knows the issuer finds the rest (OpenID Connect Discovery 1.0, section 4). */
export const discoveryPath = "/.well-known/openid-configuration";

/**
 * What the issuer says of itself: authentik says it of each program apart, below an address of the program's own, and under the name by which it
 * is asked. Browsers are always sent to the public name; programs find the rest where they ask.
 */
const discovery = (at: Surroundings, near: string, client: string): string => {
  const outside = `https://${at.hostname("iam")}`;
  return JSON.stringify({
    issuer: `${outside}/`,
    authorization_endpoint: outside + authentikPaths.authorization,
    token_endpoint: near + authentikPaths.token,
    userinfo_endpoint: near + authentikPaths.people,
    jwks_uri: near + authentikPaths.keys(client),
    end_session_endpoint: outside + authentikPaths.end(client),
    response_types_supported: ["code"],
    response_modes_supported: ["query", "fragment", "form_post"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    scopes_supported: ["openid", "email", "profile", "offline_access"],
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "email", "name", "preferred_username", "groups"],
  });
};

const document = (body: string) => ({
  match: { path: discoveryPath },
  direct_response: { status: 200, body: { inline_string: body } },
  response_headers_to_add: [
    { header: { key: "content-type", value: "application/json" }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" },
  ],
});

/** As the gateway would have brought it: authentik writes the name by which it is asked into the tokens that it makes. */
const handedOn = (at: Surroundings) => ({
  route: { cluster: "authentik", host_rewrite_literal: at.hostname("iam"), timeout: "30s" },
  request_headers_to_add: [
    { header: { key: "x-forwarded-proto", value: "https" }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" },
  ],
  request_headers_to_remove: ["x-forwarded-host"],
});

/** Envoy's whole configuration: what programs ask inside the cluster, and of the public name the one document that says where everything is. */
export function frontConfiguration(at: Surroundings, clients: readonly SigningService[]): string {
  const inside = `http://${at.workload("identity", "front")}:${String(authentikPorts.front)}`;
  const outside = at.hostname("iam");
  const [first] = clients;
  const said = (near: string) => (first === undefined ? [] : [document(discovery(at, near, first.name))]);
  const asked = [
    { path: authentikPaths.token },
    { path: authentikPaths.people },
    { safe_regex: { regex: authentikPaths.keys("[a-z0-9-]+") } },
  ].map((match) => ({ match, ...handedOn(at) }));
  return stringify(
    {
      admin,
      static_resources: {
        listeners: [
          listener({
            name: "front",
            port: authentikPorts.front,
            settings: plainPaths,
            routes: {
              hosts: [
                // A gateway that signs people in itself asks here by the public name.
                { name: "outside", domains: [outside], routes: [...said(`https://${outside}`), ...asked] },
                { name: "inside", domains: ["*"], routes: [...said(inside), ...asked] },
              ],
            },
          }),
          listener({
            name: "management",
            port: authentikPorts.frontManagement,
            settings: plainPaths,
            routes: { hosts: [managementHost] },
          }),
        ],
        clusters: [cluster("authentik", at.workload("identity", "authentik"), authentikPorts.http), adminCluster],
      },
    },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
}
