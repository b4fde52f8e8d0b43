export { kongGatewayFindings } from "./gateway";
export { guardFindings as kongGuardFindings } from "./guard";
export { kongRouteFindings, rateFindings as kongRateFindings, serviceFindings as kongServiceFindings } from "./route";

/** What Envoy has and Kong has not, said of every route that it would stand before. */
export const withoutBounds =
  "exception kong: bounds neither the connections to a service nor the share of requests that are repeated; the rate limit and two repetitions at most bound both from above";
