import { figure, quantity, type Source } from "../language";

const decided: Source = { kind: "decision", ref: "bestek edge traffic", date: "2026-11-21" };

/** What the gateway lets through to one service, so that neither a crowd nor a loop brings it down. */
export const edgeTraffic = {
  /** The seed asks for rate limits at the gateway and gives no rate. */
  requestsPerActiveUser: figure(
    quantity(10, "requests/s"),
    "requests that one active user may cause in a burst: a page of mail or files loads some tens within seconds",
    decided,
  ),
  minimumRequests: figure(
    quantity(100, "requests/s"),
    "requests that a proxy lets through however few the users: one browser alone opens a page",
    decided,
  ),
  connectionsPerUser: figure(
    quantity(3, "1"),
    "connections that one named user holds: push channels of a desktop, a phone and a browser stay open all day",
    decided,
  ),
  minimumConnections: figure(
    quantity(1024, "1"),
    "connections that a proxy may hold to one service however few the users: Envoy's own default",
    { kind: "documentation", ref: "Envoy: circuit breakers, max_connections is 1024 by default", date: "2026-11-21" },
  ),
} as const;
