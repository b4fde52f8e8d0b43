import type { Construct } from "constructs";
import type {
  HTTPRoute,
  HTTPRouteSpecRulesItemMatchesItemPath,
} from "../../imports/custom-resources/gateway-api/http-route";
import type { SecurityPolicy } from "../../imports/custom-resources/envoy-gateway/security-policy";
import type { Allowance, RequestPath } from "../../language";
import { customObject } from "../kubernetes/custom-object";
import { trafficPolicy, type Traffic } from "./traffic-policy";
import type { RouteParent } from "../platform/gateway/gateway-reference";

/** Who may pass the gateway on a route. */
export type Access =
  | { readonly kind: "anyone" }
  | {
      readonly kind: "signed-in";
      readonly issuer: string;
      /** Addresses at the issuer: where people sign in, where a code becomes tokens, and the keys that sign them. */
      readonly endpoints: {
        readonly authorization: string;
        readonly token: string;
        readonly keys: string;
        readonly end: string;
      };
      /** Host of the identity server inside the cluster, and its port. */
      readonly identity: { readonly service: string; readonly namespace: string; readonly port: number };
      readonly clientId: string;
      /** Secret with the key `client-secret`. */
      readonly secret: string;
      readonly redirectUrl: string;
      /** Who of those signed in may reach what, and who is asked. */
      readonly authorization: {
        readonly service: string;
        readonly namespace: string;
        readonly port: number;
        readonly allows: readonly Allowance[];
      };
    }
  | { readonly kind: "from-networks"; readonly networks: readonly string[] };

export interface HttpsRouteProps {
  readonly name: string;
  readonly hostName: string;
  readonly parent: RouteParent;
  readonly service: string;
  readonly port: number;
  readonly access: Access;
  /** Networks from which a request is taken at all. Default: everywhere. */
  readonly from?: readonly string[];
  readonly traffic: Traffic;
  /** Requests that are led there. Default: all. */
  readonly requests?: readonly RequestPath[];
}

/** Leads a public host name, or some of the requests to it, to a Service, and lets pass whom `access` says. */
export function httpsRoute(scope: Construct, props: HttpsRouteProps): void {
  const { name, hostName, parent, service, port, access, from, traffic, requests } = props;
  const route: HTTPRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    spec: {
      parentRefs: [parent],
      hostnames: [hostName],
      rules: [
        {
          ...(requests === undefined ? {} : { matches: requests.map((request) => ({ path: pathOf(request) })) }),
          backendRefs: [{ name: service, port }],
          filters: [headed],
        },
      ],
    },
  };
  customObject(scope, { name }, route);
  trafficPolicy(scope, name, traffic);
  const rule = policyOf(access);
  if (rule === undefined && from === undefined) return;
  const policy: SecurityPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "SecurityPolicy",
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name }],
      ...rule,
      ...(from === undefined ? {} : onlyFrom(from)),
    },
  };
  customObject(scope, { name }, policy);
}

/** A request of ours in the words of the Gateway API. */
export function pathOf(request: RequestPath): HTTPRouteSpecRulesItemMatchesItemPath {
  switch (request.kind) {
    case "exact":
      return { type: "Exact", value: request.path };
    case "prefix":
      return { type: "PathPrefix", value: request.path };
    case "pattern":
      return { type: "RegularExpression", value: request.expression };
  }
}

/** What internet.nl asks of every answer; the content policy is the service's own business. */
export const securityHeaders = [
  { name: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { name: "X-Content-Type-Options", value: "nosniff" },
  { name: "Referrer-Policy", value: "same-origin" },
];

/** Puts them into every answer of a rule. */
export const headed = { type: "ResponseHeaderModifier" as const, responseHeaderModifier: { set: securityHeaders } };

function policyOf(access: Access): Omit<SecurityPolicy["spec"], "targetRefs"> | undefined {
  switch (access.kind) {
    case "anyone":
      return undefined;
    case "from-networks":
      return onlyFrom(access.networks);
    case "signed-in":
      return {
        ...verified(access),
        ...authorized(access),
        oidc: {
          // For the two that come after the sign-in; what decides takes it off again before the service.
          forwardAccessToken: true,
          provider: {
            issuer: access.issuer,
            // Stated, so that the controller need not ask the public address at every start.
            authorizationEndpoint: access.endpoints.authorization,
            tokenEndpoint: access.endpoints.token,
            endSessionEndpoint: access.endpoints.end,
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

const onlyFrom = (networks: readonly string[]): Pick<SecurityPolicy["spec"], "authorization"> => ({
  authorization: {
    defaultAction: "Deny",
    rules: [{ name: "operators", action: "Allow", principal: { clientCIDRs: networks } }],
  },
});

type SignedIn = Extract<Access, { readonly kind: "signed-in" }>;

/** The token is the issuer's own and made out to this service: checked against the issuer's keys, inside the cluster. */
const verified = ({ issuer, endpoints, clientId, identity }: SignedIn): Pick<SecurityPolicy["spec"], "jwt"> => ({
  jwt: {
    providers: [
      {
        name: "realm",
        issuer,
        audiences: [clientId],
        remoteJWKS: {
          uri: endpoints.keys,
          backendRefs: [{ name: identity.service, namespace: identity.namespace, port: identity.port }],
        },
      },
    ],
  },
});

/** Asked for each request; no answer is a refusal. The route's own rules travel with the question. */
const authorized = ({ issuer, clientId, authorization }: SignedIn): Pick<SecurityPolicy["spec"], "extAuth"> => ({
  extAuth: {
    failOpen: false,
    statusOnError: 503,
    timeout: "1s",
    grpc: {
      backendRefs: [{ name: authorization.service, namespace: authorization.namespace, port: authorization.port }],
    },
    contextExtensions: [
      { name: "issuer", type: "Value", value: issuer },
      { name: "audience", type: "Value", value: clientId },
      { name: "rules", type: "Value", value: JSON.stringify(authorization.allows) },
    ],
  },
});
