import { guardName } from "../../../../catalog";
import type { Finding } from "../../../check";
import type { KubernetesFact } from "../../../facts";
import { isList, listAt, parsedJson, textAt, type Json } from "../../../facts/json";
import { settingsOf } from "../../../workloads/kong-plugins";
import type { Neighbours } from "../../../workloads/neighbours";

const where = (field: string): string => `KongPlugin ${guardName} config.${field}`;

/** What is wrong with the program that stands before a route: whom it asks, and about what. */
export function guardFindings(
  route: KubernetesFact,
  plugins: readonly KubernetesFact[],
  neighbours: Neighbours,
): readonly Finding[] {
  const guard = settingsOf(plugins, guardName);
  if (guard === undefined) {
    return [
      {
        where: `KongPlugin ${guardName}`,
        why: "stands not before this route, so that nothing inspects what comes in",
        wayOut: "add it",
      },
    ];
  }
  return [...firewallFindings(guard), ...slashFindings(route, guard), ...signInFindings(route, guard, neighbours)];
}

/** The firewall of the same pod, where nobody listens in and nobody else answers. */
function firewallFindings(guard: Json): readonly Finding[] {
  const firewall = textAt(guard, "firewall");
  return firewall !== undefined && /^http:\/\/127\.0\.0\.1:\d+$/.test(firewall)
    ? []
    : [
        {
          where: where("firewall"),
          ...(firewall === undefined ? {} : { value: firewall }),
          why: "is not the firewall of the same pod",
          wayOut: "ask the one on the pod's loopback",
        },
      ];
}

/** Encoded slashes may stay where the paths are listed, and nowhere else. */
function slashFindings({ object }: KubernetesFact, guard: Json): readonly Finding[] {
  if (textAt(guard, "slashes") !== "kept") return [];
  return listAt(object, "spec", "rules").every((rule) => listAt(rule, "matches").length > 0)
    ? []
    : [
        {
          where: where("slashes"),
          value: "kept",
          why: "lets any path through as it is written",
          wayOut: "say in the route which paths there are",
        },
      ];
}

const service = /^http:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.cluster\.local:\d+\//;

/** Whoever must sign in must be asked about too, at an issuer that is the one he signs in at. */
function signInFindings(route: KubernetesFact, guard: Json, neighbours: Neighbours): readonly Finding[] {
  const asked = textAt(guard, "sign_in");
  if (asked === undefined) return [];
  const missing = ["authorization", "issuer", "audience"].filter((field) => (textAt(guard, field) ?? "") === "");
  const rules = parsedJson(textAt(guard, "rules"));
  return [
    ...missing.map((field) => ({
      where: where(field),
      why: "is missing, so that whoever signed in reaches everything",
      wayOut: "ask the authorization service, and say about whom",
    })),
    ...(isList(rules) && rules.length > 0
      ? []
      : [{ where: where("rules"), why: "say of nobody what he may reach", wayOut: "state them" }]),
    ...issuerFindings(asked, textAt(guard, "issuer"), route, neighbours),
  ];
}

function issuerFindings(
  asked: string,
  issuer: string | undefined,
  { site, namespace = "" }: KubernetesFact,
  neighbours: Neighbours,
): readonly Finding[] {
  const [, name = "", beside = ""] = service.exec(asked) ?? [];
  const program = neighbours.of(site, beside, "Deployment").find((candidate) => candidate.name === name);
  if (program === undefined || beside !== namespace) {
    return [
      {
        where: where("sign_in"),
        value: asked,
        why: "is no program of the route's own namespace that any file shows",
        wayOut: "ask the one that stands beside the service",
      },
    ];
  }
  const containers = listAt(program.object, "spec", "template", "spec", "containers");
  const stated = (variable: string): string | undefined =>
    textAt(
      containers.flatMap((container) => listAt(container, "env")).find((entry) => textAt(entry, "name") === variable),
      "value",
    );
  const signsInAt = stated("OAUTH2_PROXY_OIDC_ISSUER_URL");
  return [
    ...(signsInAt === issuer
      ? []
      : [
          {
            where: where("issuer"),
            ...(issuer === undefined ? {} : { value: issuer }),
            why: "has another issuer's tokens judged than the one that people of this name sign in at",
            wayOut: "name the issuer of the sign-in",
          },
        ]),
    ...(stated("OAUTH2_PROXY_CODE_CHALLENGE_METHOD") === "S256"
      ? []
      : [
          {
            where: `Deployment ${name} OAUTH2_PROXY_CODE_CHALLENGE_METHOD`,
            why: "lets whoever intercepts a code use it",
            wayOut: 'set it to "S256"',
          },
        ]),
    ...(stated("OAUTH2_PROXY_COOKIE_SECURE") === "true"
      ? []
      : [
          {
            where: `Deployment ${name} OAUTH2_PROXY_COOKIE_SECURE`,
            why: "lets the session travel without encryption",
            wayOut: 'set it to "true"',
          },
        ]),
    ...(stated("OAUTH2_PROXY_SKIP_AUTH_ROUTES") === undefined &&
    stated("OAUTH2_PROXY_SKIP_JWT_BEARER_TOKENS") !== "true"
      ? []
      : [
          {
            where: `Deployment ${name} OAUTH2_PROXY_SKIP_*`,
            why: "lets some pass who did not sign in",
            wayOut: "leave it out",
          },
        ]),
  ];
}
