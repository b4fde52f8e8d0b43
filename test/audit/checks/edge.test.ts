import { edge } from "../../../audit/checks/edge";
import type { Json, JsonPath } from "../../../audit/facts/json";
import { site } from "../fixture/good-plan";
import { inObject, nothing, withObject, withoutObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const route = `${site}/shop/HTTPRoute/shop`;
const gateway = `${site}/gateway/Gateway/public`;
const file = (name: string): string => `${site}/${name}`;
const traffic = (path: JsonPath, value: Json | undefined): Edit =>
  inObject(file("shop/traffic"), ["spec", ...path], value);
const bad = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});
const breaker: JsonPath = ["circuitBreaker"];
const triggers: JsonPath = ["retry", "retryOn", "triggers"];

const sign = (path: JsonPath, value: Json | undefined): Edit =>
  inObject(file("shop/sign-in"), ["spec", ...path], value);

/** A policy for one listener. */
const kept = (sectionName: string): Json => ({
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "ClientTrafficPolicy",
  metadata: { name: "kept", namespace: "gateway" },
  spec: {
    targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "public", sectionName }],
    tls: { minVersion: "1.3" },
    path: { escapedSlashesAction: "KeepUnchanged" },
  },
});

judges(edge, [
  bad("nobody asked whether somebody may", sign(["extAuth"], undefined), route, "spec.extAuth: asks nobody"),
  bad("an empty list of whom to ask", sign(["extAuth", "grpc", "backendRefs"], []), route, "asks nobody"),
  bad("authorization that fails open", sign(["extAuth", "failOpen"], true), route, "failOpen", "nobody answers"),
  bad("a token that nobody verifies", sign(["jwt"], undefined), route, "spec.jwt"),
  bad("a token that may be missing", sign(["jwt", "optional"], true), route, "spec.jwt"),
  bad("a token for anybody", sign(["jwt", "providers", 0, "audiences"], undefined), route, "spec.jwt"),
  bad("another realm's token", sign(["jwt", "providers", 0, "issuer"], "https://elsewhere"), route, "spec.jwt"),
  bad("a token that stays behind", sign(["oidc", "forwardAccessToken"], undefined), route, "forwardAccessToken"),
  bad(
    "a judgement by another realm",
    sign(["extAuth", "contextExtensions", 0, "value"], "https://elsewhere"),
    route,
    "another issuer's tokens",
  ),
  bad(
    "asked before anybody has signed in",
    inObject(file("foundation/proxies"), ["spec", "filterOrder"], undefined),
    `${site}/gateway/EnvoyProxy/public`,
    "before it is known",
  ),
  {
    name: "no order where nobody signs in",
    edit: (output) =>
      inObject(
        file("foundation/proxies"),
        ["spec", "filterOrder"],
        undefined,
      )(withoutObject(file("shop/sign-in"))(output)),
    outcome: "pass",
  },
  { name: "encrypted, limited, broken in time", edit: nothing, outcome: "pass" },
  { name: "no retries at all", edit: traffic(["retry"], undefined), outcome: "pass" },
  bad(
    "encoded slashes kept everywhere",
    inObject(file("foundation/encryption"), ["spec", "path"], { escapedSlashesAction: "KeepUnchanged" }),
    gateway,
    "pass by the rules of every route",
  ),
  {
    name: "encoded slashes kept at one listener",
    edit: withObject(file("foundation/kept"), kept("http")),
    outcome: "pass",
  },
  bad(
    "encoded slashes kept at a listener that there is not",
    withObject(file("foundation/kept"), kept("elsewhere")),
    gateway,
    '"elsewhere"',
  ),
  bad(
    "TLS 1.2 at the gateway",
    inObject(file("foundation/encryption"), ["spec", "tls", "minVersion"], "1.2"),
    gateway,
    '"1.2"',
    "TLS 1.3",
  ),
  bad("no lowest version", inObject(file("foundation/encryption"), ["spec", "tls"], undefined), gateway, "minVersion"),
  bad("a gateway without a policy", withoutObject(file("foundation/encryption")), gateway, "none names this gateway"),
  bad("no firewall", withoutObject(file("foundation/firewall")), gateway, "nothing inspects"),
  bad(
    "a firewall that fails open",
    inObject(file("foundation/firewall"), ["spec", "wasm", 0, "failOpen"], true),
    gateway,
    "failOpen",
    "lets everything pass",
  ),
  bad("a route without a policy", withoutObject(file("shop/traffic")), route, "none names this route"),
  bad("a policy for another route", traffic(["targetRefs", 0, "name"], "elsewhere"), route, "none names this route"),
  bad("no rate limit", traffic(["rateLimit"], undefined), route, "spec.rateLimit: limits nothing"),
  bad("a rate limit of nothing", traffic(["rateLimit", "local", "rules"], []), route, "spec.rateLimit"),
  bad("no bound on connections", traffic([...breaker, "maxConnections"], undefined), route, "maxConnections"),
  bad("no retry budget", traffic([...breaker, "retryBudget"], undefined), route, "retryBudget"),
  bad("retries after an answer", traffic(triggers, ["5xx"]), route, '"5xx"', "acted upon"),
  bad("retries by status code", traffic(["retry", "retryOn", "httpStatusCodes"], [503]), route, "503", "has answered"),
  bad("answers cut off", traffic(["timeout"], undefined), route, "15 seconds"),
  bad(
    "no strict transport security",
    inObject(file("shop/route"), ["spec", "rules", 0, "filters"], undefined),
    route,
    "Strict-Transport-Security",
  ),
  bad(
    "strict transport security for a minute",
    inObject(
      file("shop/route"),
      ["spec", "rules", 0, "filters", 0, "responseHeaderModifier", "set", 0, "value"],
      "max-age=60",
    ),
    route,
    "Strict-Transport-Security",
  ),
  bad(
    "a route more that nobody guards",
    withObject(file("shop/other"), {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "other", namespace: "shop" },
      spec: { rules: [{ backendRefs: [{ name: "web", port: 8080 }] }] },
    }),
    `${site}/shop/HTTPRoute/other`,
    "none names this route",
  ),
]);
