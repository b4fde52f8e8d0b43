import type { Construct } from "constructs";
import { images, publicGateway } from "../../../catalog";
import { imageReference } from "../../../language";
import type { EnvoyExtensionPolicy } from "../../../imports/custom-resources/envoy-gateway/envoy-extension-policy";
import { customObject } from "../../kubernetes/custom-object";

export interface WebFirewallProps {
  readonly firewall: "detect" | "block";
  readonly mirror: string;
  readonly pullSecret: string;
}

/** What calendars, contacts and files are made with besides the methods of the web (RFC 4918, 4791, 3744, 3253, 5323). */
const methods =
  "GET HEAD POST OPTIONS PUT PATCH DELETE PROPFIND PROPPATCH REPORT MKCOL MKCALENDAR COPY MOVE LOCK UNLOCK SEARCH ACL";

/** The core rules, in the order in which Coraza reads them. */
const directives = (engine: "DetectionOnly" | "On"): readonly string[] => [
  "Include @recommended-conf",
  `SecRuleEngine ${engine}`,
  // The beginning of a body shows an attack; a file of gigabytes must neither be held in memory nor refused for its size.
  "SecRequestBodyLimit 131072",
  "SecRequestBodyInMemoryLimit 131072",
  "SecRequestBodyLimitAction ProcessPartial",
  "SecResponseBodyAccess Off",
  "Include @crs-setup-conf",
  `SecAction "id:900200,phase:1,pass,t:none,nolog,setvar:'tx.allowed_methods=${methods}'"`,
  "Include @owasp_crs/*.conf",
  // A file that is put somewhere has whatever type it has.
  "SecRuleRemoveById 920420",
];

/** Coraza with the OWASP core rules inside every proxy, before any route; where it can't run, nothing passes. */
export function webFirewall(scope: Construct, { firewall, mirror, pullSecret }: WebFirewallProps): void {
  const { name, namespace } = publicGateway("envoy");
  const policy: EnvoyExtensionPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyExtensionPolicy",
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name }],
      wasm: [
        {
          name: "coraza",
          rootID: "coraza",
          failOpen: false,
          code: {
            type: "Image",
            image: { url: imageReference(images.corazaFilter, mirror), pullSecretRef: { name: pullSecret } },
          },
          config: {
            directives_map: { platform: directives(firewall === "block" ? "On" : "DetectionOnly") },
            default_directives: "platform",
          },
        },
      ],
    },
  };
  customObject(scope, { name: "firewall", namespace }, policy);
}
