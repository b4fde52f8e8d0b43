import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, textAt } from "../../facts/json";
import { oncePerObject } from "../../once-per-object";
import { resourcesOf } from "../../recovery/reference";

/** Ids of every realm. */
export const realms = (facts: Facts): readonly string[] => resourcesOf(facts, "keycloak_realm").map(([id]) => id);

/** Settings without which a realm keeps something to itself. */
const settings = ["events_enabled", "admin_events_enabled", "admin_events_details_enabled"] as const;

/** A realm tells of sign-ins and of administration, to those who ask later and to its server's output. */
export function realmFindings({ terraform }: Facts, id: string): readonly Finding[] {
  const realm = terraform[id];
  const told = realm === undefined ? undefined : toldBy(terraform).get(`${realm.stack}:${realm.address}`);
  if (told === undefined) {
    return [
      {
        where: "events",
        why: "are kept from everybody: nothing says what is told",
        wayOut: "give it keycloak_realm_events",
      },
    ];
  }
  const { attributes } = told;
  return [
    ...settings
      .filter((setting) => at(attributes, setting) !== true)
      .map((setting) => ({
        where: setting,
        value: at(attributes, setting) ?? null,
        why: "leaves a part of what happens untold",
        wayOut: "set it to true",
      })),
    ...(listAt(attributes, "events_listeners").includes("jboss-logging")
      ? []
      : [
          {
            where: "events_listeners",
            value: at(attributes, "events_listeners") ?? null,
            why: "has nobody who writes to the server's output, where agents read",
            wayOut: 'add "jboss-logging"',
          },
        ]),
  ];
}

/** What is told of each realm, by the realm's stack and address. */
const toldBy = oncePerObject(
  (terraform: Facts["terraform"]) =>
    new Map(
      resourcesOf({ terraform }, "keycloak_realm_events").flatMap(([, fact]) => {
        const realm = /^\$\{(.+)\.id\}$/.exec(textAt(fact.attributes, "realm_id") ?? "")?.[1];
        return realm === undefined ? [] : [[`${fact.stack}:${realm}`, fact] as const];
      }),
    ),
);
