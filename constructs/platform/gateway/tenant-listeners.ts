import type { Construct } from "constructs";
import { publicGateway } from "../../../catalog";
import type { ListenerSet } from "../../../imports/custom-resources/gateway-api/listener-set";
import { customObject } from "../../kubernetes/custom-object";
import { listenerSet } from "./gateway-reference";
import { certifyNames, streamListeners, webListeners, type Hosts } from "./named-listeners";

/**
 * Listeners of one tenant's names beside the routes that hang on them, each with a certificate of the tenant's own namespace: the
 * Gateway itself holds 64 at most, and would change with every tenant. Served by the same proxies (Envoy Gateway 1.9).
 */
export function tenantListeners(scope: Construct, hosts: Hosts, streams: Hosts): void {
  const names = { ...hosts, ...streams };
  if (Object.keys(names).length === 0) return;
  const listeners: ListenerSet = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "ListenerSet",
    spec: {
      parentRef: publicGateway("envoy"),
      listeners: [...webListeners(hosts, ownRoutes), ...streamListeners(streams, ownRoutes)],
    },
  };
  customObject(scope, { name: listenerSet }, listeners);
  certifyNames(scope, names);
}

const ownRoutes = { namespaces: { from: "Same" as const } };
