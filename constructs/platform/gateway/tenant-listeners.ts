import type { Construct } from "constructs";
import { publicGateway } from "../../../catalog";
import type { ListenerSet } from "../../../imports/custom-resources/gateway-api/listener-set";
import { customObject } from "../../kubernetes/custom-object";
import { publicCertificate } from "../certificates/public-certificate";
import { httpsListener, listenerSet } from "./gateway-reference";
import { streamListeners } from "./stream-listeners";

/**
 * Listeners of one tenant's names beside the routes that hang on them, each with a certificate of the tenant's own namespace: the
 * Gateway itself holds 64 at most, and would change with every tenant. Served by the same proxies (Envoy Gateway 1.9).
 */
export function tenantListeners(
  scope: Construct,
  hosts: Readonly<Record<string, string>>,
  streams: Readonly<Record<string, string>>,
): void {
  const names = { ...hosts, ...streams };
  if (Object.keys(names).length === 0) return;
  const listeners: ListenerSet = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "ListenerSet",
    spec: {
      parentRef: publicGateway("envoy"),
      listeners: [
        ...Object.entries(hosts).map(([label, hostname]) => ({
          name: httpsListener(label),
          port: 443,
          protocol: "HTTPS",
          hostname,
          tls: { mode: "Terminate" as const, certificateRefs: [{ name: certificateName(label) }] },
          allowedRoutes: ownRoutes,
        })),
        ...streamListeners(streams, ownRoutes),
      ],
    },
  };
  customObject(scope, { name: listenerSet }, listeners);
  for (const [label, host] of Object.entries(names)) {
    publicCertificate(scope, { name: certificateName(label), hostNames: [host] });
  }
}

const ownRoutes = { namespaces: { from: "Same" as const } };

const certificateName = (label: string): string => `certificate-${label}`;
