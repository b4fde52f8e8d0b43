import type { Construct } from "constructs";
import type { HTTPRoute } from "../../imports/custom-resources/gateway-api/http-route";
import type { SecurityPolicy } from "../../imports/custom-resources/envoy-gateway/security-policy";
import { customObject } from "../kubernetes/custom-object";
import { trafficPolicy, type Traffic } from "./traffic-policy";
import type { RouteParent } from "../platform/gateway/gateway-reference";

/** Who may pass the gateway on a route. */
export type Access =
  | { readonly kind: "anyone" }
  | {
      readonly kind: "signed-in";
      readonly issuer: string;
      /** Host of the identity server inside the cluster, and its port. */
      readonly identity: { readonly service: string; readonly namespace: string; readonly port: number };
      readonly clientId: string;
      /** Secret with the key `client-secret`. */
      readonly secret: string;
      readonly redirectUrl: string;
    }
  | { readonly kind: "from-networks"; readonly networks: readonly string[] };

export interface HttpsRouteProps {
  readonly name: string;
  readonly hostName: string;
  readonly parent: RouteParent;
  readonly service: string;
  readonly port: number;
  readonly access: Access;
  readonly traffic: Traffic;
}

/** Leads a public host name to a Service, and lets pass whom `access` says. */
export function httpsRoute(scope: Construct, props: HttpsRouteProps): void {
  const { name, hostName, parent, service, port, access, traffic } = props;
  const route: HTTPRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    spec: {
      parentRefs: [parent],
      hostnames: [hostName],
      rules: [
        {
          backendRefs: [{ name: service, port }],
          filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set: securityHeaders } }],
        },
      ],
    },
  };
  customObject(scope, { name }, route);
  trafficPolicy(scope, name, traffic);
  const rule = policyOf(access);
  if (rule === undefined) return;
  const policy: SecurityPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "SecurityPolicy",
    spec: { targetRefs: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name }], ...rule },
  };
  customObject(scope, { name }, policy);
}

/** What internet.nl asks of every answer; the content policy is the service's own business. */
const securityHeaders = [
  { name: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { name: "X-Content-Type-Options", value: "nosniff" },
  { name: "Referrer-Policy", value: "same-origin" },
];

function policyOf(access: Access): Omit<SecurityPolicy["spec"], "targetRefs"> | undefined {
  switch (access.kind) {
    case "anyone":
      return undefined;
    case "from-networks":
      return {
        authorization: {
          defaultAction: "Deny",
          rules: [{ name: "operators", action: "Allow", principal: { clientCIDRs: access.networks } }],
        },
      };
    case "signed-in":
      return {
        oidc: {
          provider: {
            issuer: access.issuer,
            // Stated, so that the controller need not ask the public address at every start.
            authorizationEndpoint: `${access.issuer}/protocol/openid-connect/auth`,
            tokenEndpoint: `${access.issuer}/protocol/openid-connect/token`,
            endSessionEndpoint: `${access.issuer}/protocol/openid-connect/logout`,
            backendRefs: [
              { name: access.identity.service, namespace: access.identity.namespace, port: access.identity.port },
            ],
          },
          clientID: access.clientId,
          clientSecret: { name: access.secret },
          redirectURL: access.redirectUrl,
          logoutPath: "/logout",
          scopes: ["openid", "profile", "email"],
        },
      };
  }
}
