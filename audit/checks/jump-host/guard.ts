import type { Finding } from "../../check";
import type { KubernetesFact } from "../../facts";
import { at, isList, listAt, parsedJson, textAt, type Json } from "../../facts/json";

const administrators = "administrators";

/** What is wrong with the guards of a route to the door: somebody else's network, nobody signed in, or others than administrators. */
export function guardFindings(policies: readonly KubernetesFact[]): readonly Finding[] {
  const [policy, ...others] = policies;
  if (policy === undefined) {
    return [
      {
        where: "kind SecurityPolicy",
        why: "none names this route, so that whoever knows the address enters",
        wayOut: "add one that takes the operators' networks alone and has administrators sign in",
      },
    ];
  }
  // Of several for one route only the oldest holds.
  return [policy, ...others].flatMap(({ name, object }) => [
    ...networkFindings(name, object),
    ...(at(object, "spec", "oidc") === undefined
      ? [
          {
            where: `SecurityPolicy ${name} spec.oidc`,
            why: "is missing, so that nobody need say who he is",
            wayOut: "have people sign in at the realm",
          },
        ]
      : []),
    ...groupFindings(name, object),
  ]);
}

function networkFindings(name: string, object: Json): readonly Finding[] {
  const where = `SecurityPolicy ${name} spec.authorization`;
  const wayOut = "deny by default, and allow the operators' networks";
  if (textAt(object, "spec", "authorization", "defaultAction") !== "Deny") {
    return [{ where: `${where}.defaultAction`, why: "lets in whom no rule names", wayOut }];
  }
  return listAt(object, "spec", "authorization", "rules")
    .filter((rule) => textAt(rule, "action") === "Allow")
    .flatMap((rule) => openFindings(`${where}.rules`, listAt(rule, "principal", "clientCIDRs"), wayOut));
}

/** Networks of which one is the whole world, or none at all. */
export function openFindings(where: string, networks: readonly Json[], wayOut: string): readonly Finding[] {
  const open = networks.filter((network) => typeof network !== "string" || network.endsWith("/0"));
  if (networks.length > 0 && open.length === 0) return [];
  return [{ where, value: networks, why: "takes requests from everywhere", wayOut }];
}

/** The rules that travel with the question, as the authorization service reads them. */
function groupFindings(name: string, object: Json): readonly Finding[] {
  const where = `SecurityPolicy ${name} spec.extAuth.contextExtensions`;
  const stated = listAt(object, "spec", "extAuth", "contextExtensions").find((one) => textAt(one, "name") === "rules");
  return ruleFindings(where, textAt(stated, "value"));
}

/** What is wrong with rules as they stand in a file: at the door there are administrators alone. */
export function ruleFindings(where: string, text: string | undefined): readonly Finding[] {
  const rules = parsedJson(text);
  const groups = (isList(rules) ? rules : []).flatMap((rule) => listAt(rule, "groups"));
  const strangers = groups.filter((group) => group !== administrators);
  if (groups.length > 0 && strangers.length === 0) return [];
  return [
    {
      where,
      ...(groups.length === 0 ? {} : { value: strangers }),
      why:
        groups.length === 0 ? "say of nobody that he may enter, or of everybody" : "let in others than administrators",
      wayOut: `name the group ${administrators} alone`,
    },
  ];
}

/** A connection of which nobody reads what it asks for lets nobody be asked who he is. */
export const unguardable = (kind: string, sets: readonly string[]): readonly Finding[] => [
  {
    where: "kind",
    value: kind,
    why: `hands connections to ${sets.join(", ")} before anybody has said who he is`,
    wayOut: "use an HTTPRoute with a sign-in",
  },
];
