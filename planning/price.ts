import { currencyOf, eurPerUsd, isKnown, perMonth, type Known, type PriceUnit } from "../catalog";
import { describe, quantity, type Decided, type Derived, type Undecided } from "../language";
import { assumptions } from "./assumptions";
import type { Ledger } from "./ledger";

/** A price that was looked up: entered as a figure, or the statement that nobody knows it. */
export type PriceEntry =
  | { readonly kind: "known"; readonly price: Derived<PriceUnit> }
  | { readonly kind: "unknown"; readonly searched: string };

export const enterPrice = (ledger: Ledger, id: string, price: Known<PriceUnit>): PriceEntry =>
  isKnown(price) ? { kind: "known", price: ledger.figure(id, price) } : { kind: "unknown", searched: price.searched };

/** Something that is paid every month. */
export interface Purchase {
  readonly price: PriceEntry;
  /** How many are bought; volumes are given in MiB and billed by the GiB. */
  readonly amount: Derived;
  /** Further numbers that the amount was chosen by. */
  readonly chosenBy?: readonly Derived[];
  /** What is paid for, in words. */
  readonly what: string;
}

/** Enters the monthly price of a purchase in whole cents, dollars converted at the rate of its day. */
export function enterMonthly(ledger: Ledger, path: string, { price, ...purchase }: Purchase): Decided<"EUR/month"> {
  const { amount, chosenBy = [], what } = purchase;
  switch (price.kind) {
    case "unknown":
      return ledger.undecided(path, "EUR/month", {
        rule: "price-unknown",
        from: [amount, ...chosenBy],
        because: `${describe(amount)} of ${what} without a known price: ${price.searched}`,
        wayOut: "ask the provider for the price and add it to the catalogue with its source and date",
      });
    case "known":
      return known(ledger, path, price.price, purchase);
  }
}

function known(
  ledger: Ledger,
  path: string,
  price: Derived<PriceUnit>,
  { amount, chosenBy = [], what }: Omit<Purchase, "price">,
): Derived<"EUR/month"> {
  const hourly = price.unit === "EUR/hour" || price.unit === "USD/hour";
  const hours = hourly ? [ledger.figure("hours-per-month", assumptions.hoursPerMonth)] : [];
  const rates = currencyOf(price.unit) === "USD" ? [ledger.figure("eur-per-usd", eurPerUsd)] : [];
  const count = amount.unit === "MiB" ? amount.value / 1024 : amount.value;
  const monthly = perMonth(price, 1) * count * rates.reduce((product, { value }) => product * value, 1);
  const factors = [`${trim(price.value)} ${price.unit}`, ...[...hours, ...rates].map(({ value }) => trim(value))];
  return ledger.derive(path, quantity(cents(monthly), "EUR/month"), {
    rule: "monthly-price",
    from: [amount, price, ...chosenBy, ...hours, ...rates],
    because: `${describe(amount)} of ${what} x ${factors.join(" x ")}`,
  });
}

/** Prices are shown with every digit they are stated with. */
const trim = (value: number): string => String(Number(value.toPrecision(12)));

/** Money in whole cents. */
export const cents = (value: number): number => Math.round(value * 100) / 100;

/** A line for what is paid and not counted here. */
export const uncounted = (
  ledger: Ledger,
  path: string,
  from: readonly Derived[],
  because: string,
): Undecided<"EUR/month"> =>
  ledger.undecided(path, "EUR/month", {
    rule: "not-counted",
    from,
    because: `not counted, ${because}`,
    wayOut: "read it from the first month's bill",
  });

/** A line for what has no price list at all. */
export const withoutPrice = (
  ledger: Ledger,
  path: string,
  from: readonly Derived[],
  because: string,
): Undecided<"EUR/month"> =>
  ledger.undecided(path, "EUR/month", {
    rule: "price-unknown",
    from,
    because,
    wayOut: "ask whoever runs the cluster what a month of it costs",
  });
