import type { Finding } from "../../check";
import { at, dotted, listAt, numberAt, textAt, type Json, type JsonPath } from "../../facts/json";

/** Triggers after which the service can't have seen the request, so that asking again does nothing twice. */
const harmless = ["connect-failure", "refused-stream", "reset-before-request"];

const missing = (path: JsonPath, why: string, wayOut: string): Finding => ({ where: dotted(path), why, wayOut });

/** What is wrong with the policy that guards a route. */
export const trafficFindings = (policy: Json): readonly Finding[] => [
  ...rateFindings(policy),
  ...breakerFindings(policy),
  ...retryFindings(policy),
  ...timeoutFindings(policy),
];

/** Whether a rate is limited at all. */
export function rateFindings(policy: Json): readonly Finding[] {
  const path = ["spec", "rateLimit"];
  const rules = ["local", "global"].flatMap((kind) => listAt(policy, ...path, kind, "rules"));
  return rules.some((rule) => (numberAt(rule, "limit", "requests") ?? 0) > 0)
    ? []
    : [missing(path, "limits nothing, so that one client may take all there is", "set the rate that the plan derives")];
}

/** Whether every bound of the circuit breaker is stated. */
export function breakerFindings(policy: Json): readonly Finding[] {
  const path = ["spec", "circuitBreaker"];
  return ["maxConnections", "maxParallelRequests", "maxPendingRequests", "retryBudget"]
    .filter((field) => at(policy, ...path, field) === undefined)
    .map((field) =>
      missing([...path, field], "is missing, so that a slow service takes the gateway with it", "set it from the plan"),
    );
}

function retryFindings(policy: Json): readonly Finding[] {
  const path = ["spec", "retry", "retryOn"];
  const triggers = listAt(policy, ...path, "triggers");
  const codes = listAt(policy, ...path, "httpStatusCodes");
  return [
    ...triggers
      .filter((trigger) => typeof trigger !== "string" || !harmless.includes(trigger))
      .map((value) => ({
        where: dotted([...path, "triggers"]),
        value,
        why: "repeats requests that the service may have acted upon",
        wayOut: `retry on ${harmless.join(", ")} alone`,
      })),
    ...codes.map((value) => ({
      where: dotted([...path, "httpStatusCodes"]),
      value,
      why: "repeats requests that the service has answered",
      wayOut: "leave it to the client, which knows what it asked",
    })),
  ];
}

function timeoutFindings(policy: Json): readonly Finding[] {
  const path = ["spec", "timeout", "http", "requestTimeout"];
  return textAt(policy, ...path) === undefined
    ? [
        missing(
          path,
          "is left to Envoy, which ends every answer after 15 seconds",
          "state it; 0s bounds silence instead of the whole answer",
        ),
      ]
    : [];
}
