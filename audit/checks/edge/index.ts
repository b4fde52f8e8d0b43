import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { KubernetesFact } from "../../facts";
import { at, dotted, listAt, textAt, type Json } from "../../facts/json";
import { isBehindKong, isKongs, pluginNames } from "../../workloads/kong-plugins";
import { Neighbours } from "../../workloads/neighbours";
import { authorizationFindings, orderFindings } from "./authorization";
import { firewallFindings } from "./firewall";
import { kongGatewayFindings, kongRouteFindings, withoutBounds } from "./kong";
import { slashFindings } from "./slashes";
import { trafficFindings } from "./traffic";

const id = "edge";
const ours = pen(id);

/** Encryption of the ways in, and what the gateway lets through them. */
export const edge: Check = {
  id,
  title:
    "Every way in is encrypted, rate limited, authorized where people sign in, and breaks before what is behind it",
  controls: ["A.5.15", "A.8.6", "A.8.20", "A.8.24"],
  judge: (facts) => {
    const neighbours = new Neighbours(facts);
    return Object.entries(facts.kubernetes).flatMap(([object, fact]) => {
      switch (fact.kind) {
        case "Gateway":
          if (isKongs(fact, neighbours)) return ours.sum(object, { failures: kongGatewayFindings(fact, facts) });
          return ours.sum(object, {
            failures: [
              ...gatewayFindings(neighbours.naming(fact, "ClientTrafficPolicy")),
              ...slashFindings(fact, neighbours.naming(fact, "ClientTrafficPolicy")),
              ...firewallFindings(neighbours.naming(fact, "EnvoyExtensionPolicy")),
            ],
          });
        case "EnvoyProxy":
          return ours.sum(object, {
            failures: orderFindings(
              fact,
              Object.values(facts.kubernetes).filter(
                ({ kind, site }) => kind === "SecurityPolicy" && site === fact.site,
              ),
            ),
          });
        case "HTTPRoute":
          return judgeRoute(object, fact, neighbours);
        default:
          return [];
      }
    });
  },
};

function gatewayFindings(policies: readonly KubernetesFact[]): readonly Finding[] {
  if (policies.length === 0) {
    return [
      {
        where: "kind ClientTrafficPolicy",
        why: "none names this gateway, so that it speaks TLS 1.2 as well",
        wayOut: "add one whose lowest version is 1.3",
      },
    ];
  }
  return policies
    .filter(({ object }) => textAt(object, "spec", "tls", "minVersion") !== "1.3")
    .map(({ name, object }) => ({
      where: `ClientTrafficPolicy ${name} spec.tls.minVersion`,
      ...valueAt(object, ["spec", "tls", "minVersion"]),
      why: "lets clients in below TLS 1.3, which Noveu's encryption table asks for",
      wayOut: 'set it to "1.3"',
    }));
}

/** Routes that only send clients elsewhere have nothing behind them. */
function judgeRoute(object: string, fact: KubernetesFact, neighbours: Neighbours): readonly Verdict[] {
  const rules = listAt(fact.object, "spec", "rules").filter((rule) => listAt(rule, "backendRefs").length > 0);
  if (rules.length === 0) return [];
  if (pluginNames(fact) !== undefined || isBehindKong(fact, neighbours)) {
    return ours.sum(
      object,
      { failures: [...kongRouteFindings(fact, neighbours), ...rules.flatMap(headerFindings)] },
      withoutBounds,
    );
  }
  const policies = neighbours.naming(fact, "BackendTrafficPolicy");
  const unguarded: readonly Finding[] =
    policies.length === 0
      ? [
          {
            where: "kind BackendTrafficPolicy",
            why: "none names this route, so that nothing limits what passes",
            wayOut: "add one with a rate limit, a circuit breaker and a retry budget",
          },
        ]
      : [];
  return ours.sum(object, {
    failures: [
      ...unguarded,
      ...policies.flatMap(({ name, object: policy }) =>
        trafficFindings(policy).map((finding) => ({
          ...finding,
          where: `BackendTrafficPolicy ${name} ${finding.where}`,
        })),
      ),
      ...rules.flatMap(headerFindings),
      ...authorizationFindings(neighbours.naming(fact, "SecurityPolicy")),
    ],
  });
}

const header = "Strict-Transport-Security";

const headerFindings = (rule: Json, index: number): readonly Finding[] =>
  listAt(rule, "filters").some((filter) =>
    [...listAt(filter, "responseHeaderModifier", "set"), ...listAt(filter, "responseHeaderModifier", "add")].some(
      (set) => textAt(set, "name") === header && /max-age=[1-9]\d{6,}/.test(textAt(set, "value") ?? ""),
    ),
  )
    ? []
    : [
        {
          where: dotted(["spec", "rules", index, "filters"]),
          why: `set no ${header}, so that a browser may be led astray before it is redirected`,
          wayOut: "set it to a year",
        },
      ];

const valueAt = (object: Json, path: readonly string[]): { readonly value?: Json } => {
  const value = at(object, ...path);
  return value === undefined ? {} : { value };
};
