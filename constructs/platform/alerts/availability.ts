import type { GatewayProduct } from "../../../catalog";
import { gatewayRequests } from "./gateway-requests";
import { selector, type Alert, type Recording, type RuleGroup } from "./alert";

export interface WatchedRoute {
  /** What counts the requests. */
  readonly gateway: GatewayProduct;
  readonly namespace: string;
  /** Names of the routes that lead to the service. */
  readonly routes: readonly string[];
  /** Share of requests that shall be answered without a failure of ours, such as 0.999. */
  readonly objective: number;
}

/**
 * Pairs of windows and how many times too fast the budget of 30 days burns in both: two percent of it within an hour, five within
 * six, ten within three days (Google, The Site Reliability Workbook, 2018, chapter 5, table 5-8). The short window ends the alert
 * soon after the trouble.
 */
export const burnRates = [
  { long: "1h", short: "5m", factor: 14.4, severity: "page" },
  { long: "6h", short: "30m", factor: 6, severity: "page" },
  { long: "3d", short: "6h", factor: 1, severity: "ticket" },
] as const;

/** Windows in which failures are counted. */
export const windows = [...new Set(burnRates.flatMap(({ long, short }) => [short, long]))];

/** Name of the recorded share of failed requests within a window. */
export const failureRatio = (window: string): string => `service:request_failures:ratio_rate${window}`;

/** Who asks for a recorded value of one service: its rules give the label. */
const ofService = (service: string): string => selector({ service });

/**
 * The service as its users see it at the gateway: what was answered there with a status of 500 or more, whether the service said so or
 * nobody answered. Silence is not failure: without requests there is no ratio and no alert; replicas have alerts of their own.
 */
export function availability(
  service: string,
  { gateway, namespace, routes, objective }: WatchedRoute,
): readonly RuleGroup[] {
  if (routes.length === 0) return [];
  const { answered, failed } = gatewayRequests[gateway];
  const named = `(${routes.join("|")})`;
  const recordings = windows.map((window): Recording => ({
    kind: "recording",
    name: failureRatio(window),
    // No failure at all has no series of its own.
    expression: `(sum(rate(${failed(namespace, named)}[${window}])) or vector(0)) / sum(rate(${answered(namespace, named)}[${window}]))`,
  }));
  const budget = Number((1 - objective).toFixed(6));
  const alerts = burnRates.map(({ long, short, factor, severity }): Alert => {
    const tooFast = (window: string): string =>
      `${failureRatio(window)}${ofService(service)} > ${String(factor)} * ${String(budget)}`;
    return {
      kind: "alert",
      name: "AvailabilityBudgetBurning",
      expression: `${tooFast(long)} and ${tooFast(short)}`,
      severity,
      summary: `${service} uses up its failures of 30 days (objective ${String(objective * 100)} %) ${String(factor)} times too fast, within ${long}`,
    };
  });
  return [
    { name: "availability", rules: recordings },
    { name: "objectives", rules: alerts },
  ];
}
