import { figure, mebibytes, quantity, type Source } from "../../language";
import { unknown } from "../known";
import { everywhere, nowhereKnown } from "../regional-price";
import type { ServicePrices, SizedService } from "../service-prices";

const catalogue: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT, export in feoche/public-cost-indicator",
  date: "2026-01-27",
};
const controlPlane: Source = {
  kind: "price-list",
  ref: "OVHcloud order catalogue, EUR without VAT",
  date: "2026-08-07",
};
const plans: Source = { kind: "documentation", ref: "OVHcloud docs: Managed Kubernetes plans", date: "2026-02-03" };
const keys: Source = {
  kind: "price-list",
  ref: "OVHcloud manager: sample of the OKMS catalogue; a usage record bills 9 keys at 0.54 EUR",
  date: "2026-08",
};
const traffic: Source = { kind: "price-list", ref: "OVHcloud French price list, EUR without VAT", date: "2026-09-14" };

const loadBalancer = (perMonth: number, megabits: number): SizedService => ({
  price: everywhere(perMonth, "EUR/month", "load balancer", catalogue),
  capacity: figure(quantity(megabits, "Mbit/s"), "bandwidth of the size", catalogue),
});

const gateway = (perMonth: number): SizedService => ({
  price: everywhere(perMonth, "EUR/month", "gateway", catalogue),
  capacity: unknown("the catalogue of 2026-01-27 gives gateway sizes without their bandwidth"),
});

const noneRead = unknown("no page on the largest node pool was read");

export const ovhServicePrices: ServicePrices = {
  controlPlane: {
    standard: {
      price: everywhere(0.09, "EUR/hour", "Managed Kubernetes, Standard plan", controlPlane),
      maximumNodes: figure(quantity(500, "nodes"), "nodes of one cluster", plans),
      maximumNodesPerGroup: noneRead,
      availability: {
        zoned: figure(quantity(0.9999, "1"), "service level in regions of three zones", plans),
        oneZone: figure(quantity(0.999, "1"), "service level in regions of one zone", plans),
      },
    },
    free: {
      price: everywhere(0, "EUR/hour", "Managed Kubernetes, Free plan", plans),
      maximumNodes: figure(quantity(100, "nodes"), "nodes of one cluster", plans),
      maximumNodesPerGroup: noneRead,
      availability: {
        zoned: unknown("the Free plan is not offered in regions of three zones"),
        oneZone: figure(quantity(0.995, "1"), "an objective without a contract", plans),
      },
    },
  },
  loadBalancer: {
    small: loadBalancer(6, 200),
    medium: loadBalancer(15, 500),
    large: loadBalancer(40, 2000),
    xl: loadBalancer(150, 4000),
  },
  gateway: { s: gateway(2), m: gateway(8), l: gateway(35), xl: gateway(120), "2xl": gateway(300) },
  publicAddress: everywhere(1.8, "EUR/month", "floating IP", catalogue),
  key: everywhere(0.06, "EUR/month", "service key of the key management service", keys),
  dnsZone: nowhereKnown(
    "the order catalogue was not read for DNS zones; a zone of a domain held at OVHcloud is part of it",
  ),
  egress: everywhere(0, "EUR/GiB/month", "traffic of instances and object storage to the internet", traffic),
  freeEgress: figure(mebibytes(0), "no allowance is needed: all traffic is free", traffic),
  betweenZones: everywhere(0, "EUR/GiB/month", "private network between the zones of a region", catalogue),
};
