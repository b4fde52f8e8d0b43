import { figure, quantity, type Figure } from "../language";

/**
 * Euros for one US dollar. The European Central Bank fixed 1.1225 dollars for one euro on that day; three independent records of the
 * fixing agree. Prices in dollars are shown in euro at this rate, never billed at it.
 */
export const eurPerUsd: Figure<"EUR/USD"> = figure(
  quantity(0.890869, "EUR/USD"),
  "euros for one US dollar: 1 / 1.1225, the reference rate of that day, used for display only",
  { kind: "documentation", ref: "European Central Bank: euro foreign exchange reference rates", date: "2026-10-02" },
);
