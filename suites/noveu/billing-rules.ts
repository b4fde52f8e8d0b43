import { Refusal, type Meter, type Mistake } from "../../language";

/** What tenants are charged. */
export interface BillingRules {
  /** Currency of every price, as ISO 4217 writes it. */
  readonly currency: "EUR";
  /**
   * Price of one unit for a month by the code of its meter, before taxes, such as `{ users: "4.50" }`. What has none is counted and
   * not charged: bestek knows no prices of its customers'.
   */
  readonly prices: Readonly<Record<string, string>>;
}

/** Everything is counted; nothing has a price until somebody states one. */
export const billingRules: BillingRules = { currency: "EUR", prices: {} };

/** The rules themselves; throws a Refusal for prices that are none, and for those of what nobody counts. */
export function checkedBillingRules(rules: BillingRules, meters: readonly Meter[]): BillingRules {
  const codes = meters.map(({ code }) => code);
  const mistakes = Object.entries(rules.prices).flatMap(([code, price]): readonly Mistake[] => [
    ...(codes.includes(code)
      ? []
      : [
          {
            where: `billing.prices.${code}`,
            value: price,
            why: "is the price of something that no service counts",
            wayOut: `price one of: ${codes.join(", ")}`,
          },
        ]),
    ...(/^\d{1,9}(\.\d{1,6})?$/.test(price)
      ? []
      : [
          {
            where: `billing.prices.${code}`,
            value: price,
            why: "is no amount",
            wayOut: 'write digits with a point, such as "4.50"',
          },
        ]),
  ]);
  if (mistakes.length > 0) throw new Refusal("suite noveu", mistakes);
  return rules;
}
