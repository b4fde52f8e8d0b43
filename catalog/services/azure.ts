import { figure, gibibytes, quantity, type Source } from "../../language";
import { unknown } from "../known";
import { byRegion, everywhere, nowhereKnown } from "../regional-price";
import type { ControlPlanePlan, ServicePrices } from "../service-prices";

const retail: Source = {
  kind: "price-list",
  ref: "Azure Retail Prices API, USD without tax, export in azure-architecture-diagram-builder",
  date: "2026-08-14",
};
const infracost: Source = { kind: "price-list", ref: "Infracost test data: Azure Retail Prices", date: "2024-07-01" };
const tiers: Source = { kind: "documentation", ref: "Microsoft Learn: AKS pricing tiers", date: "2026-07-06" };
const traffic: Source = {
  kind: "price-list",
  ref: "Azure price API export in jcvib/tco-calculator; its routing preference is not stated",
  date: "2026-01-26",
};

const noneRead = unknown("no page on the largest node pool was read");

const paid = (perHour: number, meaning: string): ControlPlanePlan => ({
  price: everywhere(perHour, "USD/hour", meaning, retail),
  maximumNodes: figure(quantity(5000, "nodes"), "nodes of one cluster", tiers),
  maximumNodesPerGroup: noneRead,
  availability: {
    zoned: figure(quantity(0.9995, "1"), "service level with zones", tiers),
    oneZone: figure(quantity(0.999, "1"), "service level without zones", tiers),
  },
});

const noContract = unknown("the Free tier has no service level");

export const azureServicePrices: ServicePrices = {
  controlPlane: {
    standard: paid(0.1, "AKS Standard tier"),
    premium: paid(0.6, "AKS Premium tier with long-term support"),
    free: {
      price: everywhere(0, "USD/hour", "AKS Free tier", tiers),
      maximumNodes: figure(quantity(1000, "nodes"), "nodes of one cluster", tiers),
      maximumNodesPerGroup: noneRead,
      availability: { zoned: noContract, oneZone: noContract },
    },
  },
  loadBalancer: {
    standard: {
      price: everywhere(0.025, "USD/hour", "Standard Load Balancer, first five rules, without its traffic", {
        kind: "estimate",
        ref: "long-standing list value; only the price of further rules was read (Infracost test data)",
        date: "2024-08-30",
      }),
      capacity: unknown("a Standard Load Balancer has no published bandwidth of its own"),
    },
  },
  gateway: {
    nat: {
      price: byRegion(
        { westeurope: 0.045 },
        "USD/hour",
        "NAT gateway; each GB through it costs 0.045 USD",
        infracost,
        "read for West Europe only",
      ),
      capacity: unknown("the page on NAT gateways was not read for its bandwidth"),
    },
  },
  publicAddress: everywhere(0.005, "USD/hour", "static public IPv4 address", retail),
  key: nowhereKnown("the export of 2026-08-14 was not read for Key Vault keys"),
  dnsZone: nowhereKnown("the Azure DNS price page shows no numbers without a region chosen"),
  egress: everywhere(0.08, "USD/GiB/month", "traffic to the internet, first 10 TB a month", traffic),
  freeEgress: figure(gibibytes(100), "traffic to the internet that is free each month", traffic),
  betweenZones: everywhere(0, "USD/GiB/month", "traffic between zones of a region", {
    kind: "estimate",
    ref: "Azure policy not to bill traffic between zones; not read from a price item",
    date: "2026",
  }),
};
