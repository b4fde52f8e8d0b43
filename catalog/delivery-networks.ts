import type { Operator } from "./operator";

/** A content delivery network: caches near those who ask, run by somebody else. */
export interface DeliveryNetwork {
  readonly operator: Operator;
  /** Domain below which the network gives each customer a name. */
  readonly hosts: string;
}

/** Networks whose operator and its parent have their seat in the EU. */
export const deliveryNetworks = {
  bunny: {
    operator: {
      name: "BunnyWay d.o.o.",
      country: "SI",
      parent: { name: "BunnyWay d.o.o.", country: "SI" },
      usParent: false,
      source: { kind: "documentation", ref: "bunny.net, terms of service: contracting party", date: "2026" },
    },
    hosts: "b-cdn.net",
  },
} as const satisfies Readonly<Record<string, DeliveryNetwork>>;

/** The network that gave out a host name; undefined for every other name. */
export const deliveryNetworkOf = (host: string): DeliveryNetwork | undefined =>
  Object.values(deliveryNetworks).find(({ hosts }) => host.endsWith(`.${hosts}`));
