import { edge } from "../../../audit/checks/edge";
import type { Json } from "../../../audit/facts/json";
import { site } from "../fixture/good-plan";
import { behindKong, firewallFile, inPlugin, kongRelease } from "../fixture/kong";
import { all, inObject, nothing, withObject, withoutObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const route = `${site}/shop/HTTPRoute/shop`;
const gateway = `${site}/gateway/Gateway/public`;
const file = (name: string): string => `${site}/${name}`;

const bad = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit: all(behindKong, edit),
  outcome: "fail",
  object,
  says,
});

const annotation = (object: string, name: string, value: string | undefined): Edit =>
  inObject(file(object), ["metadata", "annotations", `konghq.com/${name}`], value);
const guard = (field: string, value: Json | undefined): Edit => inPlugin("guard", ["config", field], value);
const signIn = (index: number, value: string): Edit =>
  inPlugin("sign-in", ["spec", "template", "spec", "containers", 0, "env", index, "value"], value);
const caddyfile = (text: string): Edit => kongRelease({ extraObjects: [{ data: { Caddyfile: text } }] });

judges(edge, [
  {
    name: "a shop behind Kong",
    edit: all(behindKong, nothing),
    outcome: "pass",
    note: "exception kong: bounds neither",
  },

  bad(
    "TLS 1.2 at Kong",
    kongRelease({ env: { ssl_cipher_suite: "intermediate" } }),
    gateway,
    "intermediate",
    "TLS 1.3",
  ),
  bad("no word on encryption", kongRelease({ env: {} }), gateway, "ssl_cipher_suite"),
  bad("administration for others", kongRelease({ admin: { enabled: true } }), gateway, "admin.enabled", "past every"),
  bad("no word on administration", kongRelease({ admin: {} }), gateway, "admin.enabled"),
  bad("no firewall", kongRelease({ deployment: {} }), gateway, "nothing inspects"),
  bad("a firewall without its file", kongRelease({ extraObjects: [] }), gateway, "nothing inspects"),
  bad(
    "a firewall turned off",
    caddyfile(firewallFile.replace("Engine On", "Engine Off")),
    gateway,
    "everything passes",
  ),
  bad("a firewall without rules", caddyfile(firewallFile.replace(/^.*Include.*$/m, "")), gateway, "OWASP"),
  bad("a release of something else", kongRelease({ env: { ssl_cipher_suite: "old" } }), gateway, '"old"'),

  bad("no rate limit", annotation("shop/route", "plugins", "guard,networks"), route, "rate-limiting", "limits nothing"),
  bad("a rate limit of nothing", inPlugin("limit", ["config", "second"], 0), route, "limits nothing"),
  bad("a rate limit turned off", inPlugin("limit", ["disabled"], true), route, "limits nothing"),
  bad("a plugin that there is not", withoutObject(file("shop/kong-limit")), route, '"limit"', "no plugin at work"),
  bad("no guard", annotation("shop/route", "plugins", "limit"), route, "bestek-guard", "nothing inspects"),
  bad("a guard turned off", inPlugin("guard", ["disabled"], true), route, "nothing inspects"),
  bad("no plugins at all", annotation("shop/route", "plugins", undefined), route, "kind BackendTrafficPolicy"),
  bad("another firewall", guard("firewall", "http://waf.shop:80"), route, "not the firewall of the same pod"),
  bad("slashes kept everywhere", guard("slashes", "kept"), route, "lets any path through"),
  bad(
    "nobody asked whether somebody may",
    guard("authorization", undefined),
    route,
    "config.authorization",
    "everything",
  ),
  bad("no audience", guard("audience", ""), route, "config.audience"),
  bad("no rules", guard("rules", "[]"), route, "config.rules", "nobody"),
  bad("another issuer", guard("issuer", "https://iam.example.eu/realms/other"), route, "another issuer's tokens"),
  bad(
    "a stranger asked who signed in",
    guard("sign_in", "http://sign-in.other.svc.cluster.local:80/x"),
    route,
    "no program",
  ),
  bad("nobody to ask who signed in", withoutObject(file("shop/kong-sign-in")), route, "no program"),
  bad("people signed in elsewhere", signIn(0, "https://evil.example.eu"), route, "another issuer's tokens"),
  bad("no proof key", signIn(1, "plain"), route, "CODE_CHALLENGE_METHOD"),
  bad("a session in the clear", signIn(2, "false"), route, "COOKIE_SECURE"),
  bad(
    "paths without a sign-in",
    inPlugin("sign-in", ["spec", "template", "spec", "containers", 0, "env", 3], {
      name: "OAUTH2_PROXY_SKIP_AUTH_ROUTES",
      value: "/open",
    }),
    route,
    "did not sign in",
  ),
  bad("answers without encryption", annotation("shop/route", "protocols", "http,https"), route, "without encryption"),
  bad(
    "no word on encryption of a route",
    annotation("shop/route", "protocols", undefined),
    route,
    "without encryption",
  ),
  bad("no way to encryption", annotation("shop/route", "https-redirect-status-code", "426"), route, '"426"'),
  bad("no breaker", annotation("shop/service-web", "upstream-policy", undefined), route, "names no policy"),
  bad("another's breaker", annotation("shop/service-web", "upstream-policy", "other"), route, "names no policy"),
  bad(
    "a breaker that never breaks",
    inObject(file("shop/kong-web"), ["spec", "healthchecks", "passive", "unhealthy", "tcpFailures"], 0),
    route,
    "takes no connection",
  ),
  bad(
    "a breaker that never heals",
    inObject(file("shop/kong-web"), ["spec", "healthchecks", "active"], undefined),
    route,
    "takes a replica back",
  ),
  bad("many retries", annotation("shop/service-web", "retries", "5"), route, '"5"', "in need"),
  bad("Kong's own retries", annotation("shop/service-web", "retries", undefined), route, "retries"),
  bad("answers cut off", annotation("shop/service-web", "read-timeout", undefined), route, "minute of silence"),
  bad("no Service in the files", withoutObject(file("shop/service-web")), route, "Service web: stands in no file"),
  bad(
    "no strict transport security",
    inObject(file("shop/route"), ["spec", "rules", 0, "filters"], undefined),
    route,
    "Strict-Transport-Security",
  ),
  bad(
    "a route of Kong's that nobody guards",
    withObject(file("shop/other"), {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "other", namespace: "shop" },
      spec: {
        parentRefs: [{ name: "public", namespace: "gateway" }],
        rules: [{ backendRefs: [{ name: "web", port: 80 }] }],
      },
    }),
    `${site}/shop/HTTPRoute/other`,
    "nothing inspects",
  ),
]);
