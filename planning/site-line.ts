import type { Known, PriceUnit } from "../catalog";
import type { CostLine } from "../language";
import { figureId, type Ledger } from "./ledger";
import { enterMonthly, enterPrice, type PriceEntry, type Purchase } from "./price";
import type { SiteWorld } from "./site-world";

/** A line of what a month costs, by its id. */
export type Line = readonly [string, CostLine];

/** A site at a cloud, which has prices. */
export type CloudWorld = Extract<SiteWorld, { kind: "cloud" }>;

/** Something that one site pays every month. */
export const siteLine = (ledger: Ledger, { id }: CloudWorld, name: string, what: string, purchase: Purchase): Line => {
  const key = `${id}-${name}`;
  return [key, { what, site: id, monthly: enterMonthly(ledger, `cost.lines.${key}.monthly`, purchase) }];
};

/** What the site's cloud asks for something in its region. */
export const sitePrice = (
  ledger: Ledger,
  { cloud, region }: CloudWorld,
  what: string,
  price: Known<PriceUnit>,
): PriceEntry => enterPrice(ledger, figureId(cloud, what, "price", region.name), price);
