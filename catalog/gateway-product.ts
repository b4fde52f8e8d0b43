import type { Footprint } from "../language";
import { envoyGateway } from "./footprints/envoy-gateway";
import { kong } from "./footprints/kong";

/** What can stand between the world and the services. */
export type GatewayProduct = "envoy" | "kong";

const footprints: Readonly<Record<GatewayProduct, Footprint>> = { envoy: envoyGateway, kong };

/** Pods of a product's footprint that the world's connections come to. */
export const gatewayProxies = "proxy";

/** A product and the pods that it is made of. */
export const gatewayFootprint = (product: GatewayProduct): Footprint => footprints[product];

/** Id of the proxies in flows and policies. */
export const gatewayProxyId = (product: GatewayProduct): string =>
  `${gatewayFootprint(product).component}/${gatewayProxies}`;

/** The one Gateway of the platform, beside its proxies. */
export const publicGateway = (product: GatewayProduct): { readonly name: string; readonly namespace: string } => ({
  name: "public",
  namespace: gatewayFootprint(product).namespace,
});
