import { figure, quantity, type Figure, type Source } from "../language";
import { unknown, type Known, type Unknown } from "./known";

/** Units in which clouds price things, all without tax. Traffic is priced as the GiB that pass in a month. */
export type PriceUnit = "EUR/hour" | "USD/hour" | "EUR/month" | "USD/month" | "EUR/GiB/month" | "USD/GiB/month";

/** What something costs, wherever it stands or region by region. */
export type RegionalPrice<U extends PriceUnit = PriceUnit> =
  | { readonly kind: "everywhere"; readonly price: Known<U> }
  | {
      readonly kind: "by-region";
      readonly prices: Readonly<Record<string, Figure<U>>>;
      /** Says why every other region has no price. */
      readonly otherwise: Unknown;
    };

/** The price in a region, or the statement that nobody knows it; never a neighbour's price. */
export function priceAt<U extends PriceUnit>(price: RegionalPrice<U>, region: string): Known<U> {
  switch (price.kind) {
    case "everywhere":
      return price.price;
    case "by-region":
      return Object.hasOwn(price.prices, region) ? (price.prices[region] ?? price.otherwise) : price.otherwise;
  }
}

export const everywhere = <U extends PriceUnit>(
  value: number,
  unit: U,
  meaning: string,
  source: Source,
): RegionalPrice<U> => ({ kind: "everywhere", price: figure(quantity(value, unit), meaning, source) });

export const nowhereKnown = (searched: string): RegionalPrice<never> => ({
  kind: "everywhere",
  price: unknown(searched),
});

/** Prices by region name. `searched` says what was looked through for the regions that are missing. */
export const byRegion = <U extends PriceUnit>(
  values: Readonly<Partial<Record<string, number>>>,
  unit: U,
  meaning: string,
  source: Source,
  searched: string,
): RegionalPrice<U> => ({
  kind: "by-region",
  prices: Object.fromEntries(
    Object.entries(values).flatMap(([region, value]) =>
      value === undefined ? [] : [[region, figure(quantity(value, unit), meaning, source)]],
    ),
  ),
  otherwise: unknown(searched),
});
