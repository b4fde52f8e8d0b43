import type { Figure } from "../language";
import type { Cloud } from "./cloud";
import type { Known } from "./known";
import type { PriceUnit, RegionalPrice } from "./regional-price";
import { awsServicePrices } from "./services/aws";
import { azureServicePrices } from "./services/azure";
import { ovhServicePrices } from "./services/ovh";

/** One plan of managed Kubernetes. */
export interface ControlPlanePlan {
  readonly price: RegionalPrice;
  /** Nodes of one cluster. */
  readonly maximumNodes: Known<"nodes">;
  /** Nodes of one group of a cluster, of which each pool has one in every zone. */
  readonly maximumNodesPerGroup: Known<"nodes">;
  /** Availability that the cloud promises for the Kubernetes API, as a share of the month. */
  readonly availability: { readonly zoned: Known<"1">; readonly oneZone: Known<"1"> };
}

/** Something bought in sizes, such as a load balancer. */
export interface SizedService {
  readonly price: RegionalPrice;
  /** Traffic it carries. */
  readonly capacity: Known<"Mbit/s">;
}

/** What a cloud charges beside machines and storage, without tax. */
export interface ServicePrices {
  /** By plan, in the cloud's word; the plans of `Region.managedKubernetes`. */
  readonly controlPlane: Readonly<Record<string, ControlPlanePlan>>;
  /** By size, smallest first. */
  readonly loadBalancer: Readonly<Record<string, SizedService>>;
  /** Address translation for outgoing traffic, by size, smallest first. */
  readonly gateway: Readonly<Record<string, SizedService>>;
  /** One public IPv4 address. */
  readonly publicAddress: RegionalPrice;
  /** One key in the cloud's key management. */
  readonly key: RegionalPrice;
  /** One DNS zone; queries are billed apart where the cloud bills them. */
  readonly dnsZone: RegionalPrice;
  /** Traffic to the internet beyond what is free. */
  readonly egress: RegionalPrice;
  /** Traffic that is free each month before `egress` begins. */
  readonly freeEgress: Figure<"MiB">;
  /** Traffic between two zones of one region, counted once in each direction. */
  readonly betweenZones: RegionalPrice;
}

/** Hours in a month, wherever an hourly price becomes a monthly one. */
export const hoursPerMonth = 730;

export function servicePrices(cloud: Cloud): ServicePrices {
  switch (cloud) {
    case "ovh":
      return ovhServicePrices;
    case "azure":
      return azureServicePrices;
    case "aws":
      return awsServicePrices;
  }
}

/** The price of a month, for units that are not already one; volumes are given in GiB. */
export function perMonth({ value, unit }: { readonly value: number; readonly unit: PriceUnit }, gibibytes = 1): number {
  switch (unit) {
    case "EUR/hour":
    case "USD/hour":
      return value * hoursPerMonth;
    case "EUR/month":
    case "USD/month":
      return value;
    case "EUR/GiB/month":
    case "USD/GiB/month":
      return value * gibibytes;
  }
}

/** Currency of a price. */
export function currencyOf(unit: PriceUnit): "EUR" | "USD" {
  switch (unit) {
    case "EUR/hour":
    case "EUR/month":
    case "EUR/GiB/month":
      return "EUR";
    case "USD/hour":
    case "USD/month":
    case "USD/GiB/month":
      return "USD";
  }
}
