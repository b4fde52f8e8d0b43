import type { Construct } from "constructs";
import type { KongPlugin } from "../../../imports/custom-resources/kong/kong-plugin";
import { customObject } from "../../kubernetes/custom-object";
import { headed } from "../https-route";
import { disclosureRoute, disclosureText, type SecurityTxtProps } from "../security-txt";
import { routeAnnotations } from "./route-annotations";

const name = "security-txt";

/** Answers for security.txt (RFC 9116) at Kong itself; the rule leads nowhere, and the plugin answers before that shows. */
export function kongSecurityTxt(scope: Construct, props: SecurityTxtProps): void {
  const { disclosure, parents } = props;
  if (parents.length === 0) return;
  const answer: KongPlugin = {
    apiVersion: "configuration.konghq.com/v1",
    kind: "KongPlugin",
    plugin: "request-termination",
    config: { status_code: 200, content_type: "text/plain; charset=utf-8", body: disclosureText(disclosure) },
  };
  customObject(scope, { name }, answer);
  customObject(scope, { name, annotations: routeAnnotations([name]) }, disclosureRoute(props, headed));
}
