import { publicGateway } from "../../../catalog";

/** Reference of a route to one listener of the public gateway. */
export const gatewayRef = (
  listener: string,
): { readonly name: string; readonly namespace: string; readonly sectionName: string } => ({
  name: publicGateway.name,
  namespace: publicGateway.namespace,
  sectionName: listener,
});

/** Name of the listener of an exposed host label. */
export const httpsListener = (label: string): string => `https-${label}`;

/** Name of the listener of an exposed port. */
export const tcpListener = (port: number): string => `tcp-${String(port)}`;

/** Listener that answers certificate challenges and sends everyone else to HTTPS. */
export const httpListener = "http";
