import type { Construct } from "constructs";
import type { HTTPRoute } from "../../../imports/custom-resources/gateway-api/http-route";
import type { KongPlugin } from "../../../imports/custom-resources/kong/kong-plugin";
import { customObject } from "../../kubernetes/custom-object";
import { securityHeaders } from "../https-route";
import { disclosureText, disclosurePath, type SecurityTxtProps } from "../security-txt";
import { routeAnnotations } from "./route-annotations";

const name = "security-txt";

/** Answers for security.txt (RFC 9116) at Kong itself; the rule leads nowhere, and the plugin answers before that shows. */
export function kongSecurityTxt(scope: Construct, { disclosure, parents, hostNames }: SecurityTxtProps): void {
  if (parents.length === 0) return;
  const answer: KongPlugin = {
    apiVersion: "configuration.konghq.com/v1",
    kind: "KongPlugin",
    plugin: "request-termination",
    config: { status_code: 200, content_type: "text/plain; charset=utf-8", body: disclosureText(disclosure) },
  };
  const route: HTTPRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    spec: {
      parentRefs: parents,
      ...(hostNames === undefined ? {} : { hostnames: hostNames }),
      rules: [
        {
          matches: [{ path: { type: "Exact", value: disclosurePath } }],
          filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set: securityHeaders } }],
        },
      ],
    },
  };
  customObject(scope, { name }, answer);
  customObject(scope, { name, annotations: routeAnnotations([name]) }, route);
}
