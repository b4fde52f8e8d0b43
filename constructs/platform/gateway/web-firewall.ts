import type { Construct } from "constructs";
import { images, publicGateway } from "../../../catalog";
import { imageReference, type Mirror } from "../../../language";
import type { EnvoyExtensionPolicy } from "../../../imports/custom-resources/envoy-gateway/envoy-extension-policy";
import { customObject } from "../../kubernetes/custom-object";
import { coreRules } from "./core-rules";

export interface WebFirewallProps {
  readonly firewall: "detect" | "block";
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

/** What every engine reads, before and with the core rules that the module carries. */
const directives = (engine: "DetectionOnly" | "On"): readonly string[] => [
  "Include @recommended-conf",
  `SecRuleEngine ${engine}`,
  ...coreRules({ setup: "@crs-setup-conf", rules: "@owasp_crs/*.conf" }),
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
