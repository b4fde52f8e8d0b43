import type { Construct } from "constructs";
import { planningDecisions } from "../../../catalog";
import { alloy } from "../../../catalog/footprints/alloy";
import type { EnvoyProxySpecTelemetry } from "../../../imports/custom-resources/envoy-gateway/envoy-proxy";
import type { ReferenceGrant } from "../../../imports/custom-resources/gateway-api/reference-grant";
import { customObject } from "../../kubernetes/custom-object";
import { otlpPort } from "../traces/otlp-port";

/** A share of all requests is traced, and handed to the agents. */
export const requestTraces: EnvoyProxySpecTelemetry = {
  tracing: {
    samplingRate: planningDecisions.traceSampling.value * 100,
    provider: {
      type: "OpenTelemetry",
      backendRefs: [{ name: alloy.component, namespace: alloy.namespace, port: otlpPort }],
    },
  },
};

/** Lets the proxies of one namespace speak to the agents, who live in another. */
export function lendAgents(scope: Construct, proxies: string): void {
  const grant: ReferenceGrant = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "ReferenceGrant",
    spec: {
      from: [{ group: "gateway.envoyproxy.io", kind: "EnvoyProxy", namespace: proxies }],
      to: [{ group: "", kind: "Service", name: alloy.component }],
    },
  };
  customObject(scope, { name: "gateway-traces", namespace: alloy.namespace }, grant);
}
