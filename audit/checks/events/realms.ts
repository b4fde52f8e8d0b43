import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, textAt } from "../../facts/json";

/** Ids of every realm. */
export const realms = ({ terraform }: Facts): readonly string[] =>
  Object.entries(terraform).flatMap(([id, { block, type }]) =>
    block === "resource" && type === "keycloak_realm" ? [id] : [],
  );

/** Settings without which a realm keeps something to itself. */
const settings = ["events_enabled", "admin_events_enabled", "admin_events_details_enabled"] as const;

/** A realm tells of sign-ins and of administration, to those who ask later and to its server's output. */
export function realmFindings({ terraform }: Facts, id: string): readonly Finding[] {
  const realm = terraform[id];
  const told = Object.values(terraform).find(
    ({ type, stack, attributes }) =>
      type === "keycloak_realm_events" &&
      stack === realm?.stack &&
      textAt(attributes, "realm_id") === `\${${realm.address}.id}`,
  );
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
