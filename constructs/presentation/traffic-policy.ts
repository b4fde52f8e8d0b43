import type { Construct } from "constructs";
import type { BackendTrafficPolicy } from "../../imports/custom-resources/envoy-gateway/backend-traffic-policy";
import { customObject } from "../kubernetes/custom-object";

/** What one proxy lets through on a route. */
export interface Traffic {
  readonly requestsPerSecond: number;
  /** Connections to the service, and requests in flight to it, at the same time. */
  readonly connections: number;
  /** Query parameter by whose value requests are led to one replica. Default: any replica. */
  readonly meetsBy?: string;
}

/**
 * Guards what is behind a route: a rate limit per proxy, a circuit breaker, retries within a budget, and replicas that fail set
 * aside. Answers may take as long as they like: Envoy's own limit of 15 seconds for a whole answer cuts off downloads and push
 * channels (envoyproxy/gateway#1169), so a bound on silence stands in its place.
 */
export function trafficPolicy(
  scope: Construct,
  route: string,
  { requestsPerSecond, connections, meetsBy }: Traffic,
): void {
  const policy: BackendTrafficPolicy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "BackendTrafficPolicy",
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: route }],
      ...(meetsBy === undefined
        ? {}
        : {
            loadBalancer: {
              type: "ConsistentHash" as const,
              consistentHash: { type: "QueryParams" as const, queryParams: [{ name: meetsBy }] },
            },
          }),
      rateLimit: { type: "Local", local: { rules: [{ limit: { requests: requestsPerSecond, unit: "Second" } }] } },
      circuitBreaker: {
        maxConnections: connections,
        maxParallelRequests: connections,
        maxPendingRequests: requestsPerSecond,
        // A retry storm is stopped at a fifth of what is in flight, Envoy's own share.
        retryBudget: { percent: { numerator: 20 }, minRetryConcurrency: 3 },
      },
      retry: {
        numRetries: 2,
        // Only what cannot have reached the service: a mail or an invitation is never sent twice.
        retryOn: { triggers: ["connect-failure", "refused-stream", "reset-before-request"] },
        perRetry: { backOff: { baseInterval: "100ms", maxInterval: "1s" } },
      },
      healthCheck: {
        passive: {
          consecutive5XxErrors: 5,
          consecutiveGatewayErrors: 3,
          interval: "10s",
          baseEjectionTime: "30s",
          // At least half the replicas stay, however badly they answer: a fault in the database is nobody's own.
          maxEjectionPercent: 50,
        },
      },
      timeout: { tcp: { connectTimeout: "5s" }, http: { requestTimeout: "0s", streamIdleTimeout: "1800s" } },
    },
  };
  customObject(scope, { name: route }, policy);
}
