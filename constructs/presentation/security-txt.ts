import type { Construct } from "constructs";
import type { HTTPRouteFilter } from "../../imports/custom-resources/envoy-gateway/http-route-filter";
import type { HTTPRoute } from "../../imports/custom-resources/gateway-api/http-route";
import { customObject } from "../kubernetes/custom-object";
import type { RouteParent } from "../platform/gateway/gateway-reference";
import { securityHeaders } from "./https-route";

/** Whom somebody tells of a hole. */
export interface Disclosure {
  /** A URI: `mailto:` or `https:`. */
  readonly contact: string;
  /** Last day on which it holds, as an ISO 8601 date. */
  readonly until: string;
}

export interface SecurityTxtProps {
  readonly disclosure: Disclosure;
  /** Listeners at whose names it is read. */
  readonly parents: readonly RouteParent[];
  /** Names at which it is answered, 16 at most. Default: every name of the listeners. */
  readonly hostNames?: readonly string[];
}

const name = "security-txt";

export const disclosureText = ({ contact, until }: Disclosure): string =>
  `Contact: ${contact}\nExpires: ${until}T23:59:59Z\n`;

/** Answers for security.txt (RFC 9116) at the gateway itself, before any sign-in: whoever reports a hole has no account. */
export function securityTxt(scope: Construct, props: SecurityTxtProps): void {
  const { disclosure, parents } = props;
  if (parents.length === 0) return;
  const answer: HTTPRouteFilter = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "HTTPRouteFilter",
    spec: {
      directResponse: {
        statusCode: 200,
        contentType: "text/plain; charset=utf-8",
        header: { set: securityHeaders },
        body: { type: "Inline", inline: disclosureText(disclosure) },
      },
    },
  };
  const filter: RuleFilter = {
    type: "ExtensionRef",
    extensionRef: { group: "gateway.envoyproxy.io", kind: "HTTPRouteFilter", name },
  };
  customObject(scope, { name }, answer);
  customObject(scope, { name }, disclosureRoute(props, filter));
}

type RuleFilter = NonNullable<NonNullable<HTTPRoute["spec"]["rules"]>[number]["filters"]>[number];

/** The route of the one path, which leads nowhere: whatever is there besides the filter answers. */
export const disclosureRoute = (
  { parents, hostNames }: Pick<SecurityTxtProps, "parents" | "hostNames">,
  filter: RuleFilter,
): HTTPRoute => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  spec: {
    parentRefs: parents,
    ...(hostNames === undefined ? {} : { hostnames: hostNames }),
    rules: [{ matches: [{ path: { type: "Exact", value: "/.well-known/security.txt" } }], filters: [filter] }],
  },
});
