import { figure, gibibytes, quantity, type Source } from "../../language";
import { unknown } from "../known";
import { byRegion, everywhere } from "../regional-price";
import type { ControlPlanePlan, ServicePrices } from "../service-prices";

const infracost: Source = { kind: "price-list", ref: "Infracost test data: AWS Price List", date: "2024-07-01" };
const list: Source = { kind: "price-list", ref: "AWS Price List Bulk API, USD without tax", date: "2026-07-20" };
const kms: Source = { kind: "documentation", ref: "AWS KMS pricing page", date: "2026-03" };
const route53: Source = {
  kind: "estimate",
  ref: "secondary notes on Amazon Route 53 pricing; the page itself was not read",
  date: "2026",
};
const quotas: Source = {
  kind: "documentation",
  ref: "AWS General Reference: Amazon EKS service quotas, nodes per managed node group (L-BD136A63)",
  date: "2026",
};
const agreement: Source = { kind: "contract", ref: "Amazon EKS service level agreement", date: "2022-05-04" };

const plan = (perHour: number, meaning: string): ControlPlanePlan => ({
  price: everywhere(perHour, "USD/hour", meaning, infracost),
  maximumNodes: unknown("EKS publishes quotas of node groups and of the nodes of each, not of a cluster's nodes"),
  maximumNodesPerGroup: figure(
    quantity(450, "nodes"),
    "nodes of one managed node group, until AWS grants more",
    quotas,
  ),
  availability: {
    zoned: figure(quantity(0.9995, "1"), "service level of the Kubernetes API", agreement),
    oneZone: unknown("EKS always spreads its control plane over zones"),
  },
});

/** Prices of the commercial partition. The sovereign partition has a price list of its own, which was not found. */
export const awsServicePrices: ServicePrices = {
  controlPlane: {
    standard: plan(0.1, "EKS cluster in standard support"),
    extended: plan(0.6, "EKS cluster in extended support"),
  },
  loadBalancer: {
    network: {
      price: byRegion(
        { "eu-west-1": 0.0252 },
        "USD/hour",
        "Network Load Balancer without its capacity units",
        list,
        "read for Ireland only",
      ),
      capacity: unknown("a Network Load Balancer scales; its capacity units are billed by use"),
    },
    application: {
      price: byRegion(
        { "eu-west-1": 0.0252, "eu-central-1": 0.027 },
        "USD/hour",
        "Application Load Balancer without its capacity units",
        list,
        "read for Ireland and Frankfurt only",
      ),
      capacity: unknown("an Application Load Balancer scales; its capacity units are billed by use"),
    },
  },
  gateway: {
    nat: {
      price: byRegion(
        { "eu-west-1": 0.048, "eu-central-1": 0.052 },
        "USD/hour",
        "NAT gateway; each GB through it costs the same number again",
        list,
        "read for Ireland and Frankfurt only",
      ),
      capacity: unknown("the page on NAT gateways was not read for its bandwidth"),
    },
  },
  publicAddress: everywhere(0.005, "USD/hour", "public IPv4 address, used or idle", list),
  key: everywhere(1, "USD/month", "customer managed KMS key; each yearly rotation adds as much, twice at most", kms),
  dnsZone: everywhere(0.5, "USD/month", "Route 53 hosted zone, each of the first 25", route53),
  egress: everywhere(0.09, "USD/GiB/month", "traffic to the internet, first 10 TB a month", list),
  freeEgress: figure(gibibytes(100), "traffic to the internet that is free each month", list),
  betweenZones: everywhere(0.01, "USD/GiB/month", "traffic between zones, in each direction", list),
};
