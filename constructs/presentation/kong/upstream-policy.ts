import type { Construct } from "constructs";
import type { KongUpstreamPolicy } from "../../../imports/custom-resources/kong/kong-upstream-policy";
import { customObject } from "../../kubernetes/custom-object";
import type { Traffic } from "../traffic-policy";

/** Seconds between two looks at whether a replica that was set aside answers again. */
const interval = 10;

/**
 * Guards the pods behind a route: replicas that fail are set aside until they take connections again, and where none is left Kong answers at
 * once. Faults of the service itself don't count: a fault in the database is nobody's own. Kong bounds neither connections nor the share of
 * requests that are repeated; the rate limit bounds both from above.
 */
export function upstreamPolicy(scope: Construct, name: string, { meetsBy }: Pick<Traffic, "meetsBy">): void {
  const policy: KongUpstreamPolicy = {
    apiVersion: "configuration.konghq.com/v1beta1",
    kind: "KongUpstreamPolicy",
    spec: {
      ...(meetsBy === undefined
        ? { algorithm: "least-connections" as const }
        : { algorithm: "consistent-hashing" as const, hashOn: { queryArg: meetsBy } }),
      healthchecks: {
        passive: {
          type: "http",
          healthy: { successes: 1 },
          unhealthy: { httpStatuses: [502, 503, 504], httpFailures: 5, tcpFailures: 3, timeouts: 3 },
        },
        active: {
          type: "tcp",
          timeout: 5,
          healthy: { interval, successes: 1 },
          unhealthy: { interval, tcpFailures: 3, timeouts: 3 },
        },
      },
    },
  };
  customObject(scope, { name }, policy);
}

/** What Kong's controller reads of the Service behind a route. Milliseconds; an answer may take as long as it likes, silence may not. */
export const serviceAnnotations = (policy: string): Readonly<Record<string, string>> => ({
  "konghq.com/upstream-policy": policy,
  // nginx repeats what it could not deliver, and of what was delivered only what does no more when done twice (proxy_next_upstream).
  "konghq.com/retries": "2",
  "konghq.com/connect-timeout": "5000",
  "konghq.com/read-timeout": "1800000",
  "konghq.com/write-timeout": "1800000",
});
