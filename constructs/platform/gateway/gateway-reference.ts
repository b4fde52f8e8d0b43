import { publicGateway, type GatewayProduct } from "../../../catalog";

/** What a route hangs on: one listener of the public gateway, or of a set of listeners beside the route. */
export interface RouteParent {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName: string;
}

/** Reference of a route to one listener of the public gateway. */
export const gatewayRef = (product: GatewayProduct, listener: string): RouteParent => ({
  ...publicGateway(product),
  sectionName: listener,
});

/** Name of the set of listeners in a tenant's namespace. */
export const listenerSet = publicGateway("envoy").name;

/** Reference of a route to one listener of the set in its own namespace. */
export const listenerSetRef = (listener: string): RouteParent => ({
  group: "gateway.networking.k8s.io",
  kind: "ListenerSet",
  name: listenerSet,
  sectionName: listener,
});

/** Name of the listener of an exposed host label. */
export const httpsListener = (label: string): string => `https-${label}`;

/** Name of the listener of a name whose connections carry another protocol than HTTP. */
export const streamListener = (label: string): string => `stream-${label}`;

/** Name of the listener of an exposed port. */
export const tcpListener = (port: number): string => `tcp-${String(port)}`;

/** Name of the listener of a port that tenants share. */
export const tlsListener = (port: number): string => `tls-${String(port)}`;

/** Listener that answers certificate challenges and sends everyone else to HTTPS. */
export const httpListener = "http";

/** Zones of the routes that may attach: services and the secrets server; nobody else publishes anything. */
export const routesFrom = {
  namespaces: {
    from: "Selector" as const,
    selector: { matchExpressions: [{ key: "bestek.eu/zone", operator: "In", values: ["services", "data", "dmz"] }] },
  },
};
