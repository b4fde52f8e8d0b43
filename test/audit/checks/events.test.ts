import { events } from "../../../audit/checks/events";
import type { Facts } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { change } from "../fixture/output";
import { complaints, inBlock, inManifest, realFacts, type Sabotage } from "../recovery/real-output";

const facts = realFacts();
const told = Object.keys(facts.terraform).find((id) => id.includes("keycloak_realm_events.")) ?? "";
const keycloak = "eu-west-par/identity/StatefulSet/identity-keycloak";
const variables = ["spec", "template", "spec", "containers", 0, "env"];

/** Changes the text of a value of every release of a chart. */
const inRelease =
  (chart: string, path: readonly string[], edit: (text: string) => string): Sabotage =>
  (before: Facts) => ({
    ...before,
    releases: Object.fromEntries(
      Object.entries(before.releases).map(([id, release]) => [
        id,
        release.chart !== chart
          ? release
          : { ...release, values: release.values.map((values) => change(values, path, edit(textOf(values, path)))) },
      ]),
    ),
  });

function textOf(values: Json, path: readonly string[]): string {
  const found = path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), values);
  if (typeof found !== "string") throw new Error(`no text at ${path.join(".")}`);
  return found;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Another value of a variable of Keycloak's, or none. */
const withVariable = (name: string, value: string): Sabotage => {
  const list: unknown = variables.reduce<unknown>(
    (part, key) => (Array.isArray(part) ? part[Number(key)] : isTree(part) ? part[key] : undefined),
    facts.kubernetes[keycloak]?.object,
  );
  const index = (Array.isArray(list) ? list : []).findIndex((entry) => isTree(entry) && entry["name"] === name);
  if (index < 0) throw new Error(`no variable ${name}`);
  return inManifest(keycloak, [...variables, index, "value"], value);
};

const configuration = ["alloy", "configMap", "content"];
const inAgents = (from: string, to: string): Sabotage =>
  inRelease("alloy", configuration, (text) => {
    if (!text.includes(from)) throw new Error(`agents say nothing of ${from}`);
    return text.replaceAll(from, to);
  });

test("what is synthesized passes: every realm, every server that has events to tell, and the agents of every site", () => {
  expect(complaints(events, facts)).toEqual([]);
  const judged = events.judge(facts).map(({ object }) => object);
  expect(judged).toEqual(
    expect.arrayContaining([
      expect.stringContaining("keycloak_realm."),
      keycloak,
      expect.stringContaining("operators-eu-west-par:helm_release.openbao"),
      expect.stringContaining("operators-eu-west-par:helm_release.alloy"),
    ]),
  );
});

const without = (facts: Facts, id: string): Facts => ({
  ...facts,
  terraform: Object.fromEntries(Object.entries(facts.terraform).filter(([key]) => key !== id)),
});

test.each<[string, Sabotage, string]>([
  ["a realm that says nothing of its events", (before) => without(before, told), "are kept from everybody"],
  ["administration untold", inBlock(told, ["admin_events_enabled"], false), "admin_events_enabled"],
  ["administration without details", inBlock(told, ["admin_events_details_enabled"], undefined), "untold"],
  ["no listener that writes", inBlock(told, ["events_listeners"], []), "nobody who writes"],
  [
    "sign-ins told to a debugger alone",
    withVariable("KC_SPI_EVENTS_LISTENER__JBOSS_LOGGING__SUCCESS_LEVEL", "debug"),
    "below what is written",
  ],
  ["lines of text", withVariable("KC_LOG_CONSOLE_OUTPUT", "default"), "nothing tells from others"],
  [
    "a vault whose device writes elsewhere",
    inRelease("openbao", ["server", "ha", "raft", "config"], (text) =>
      text.replace('"file_path":"stdout"', '"file_path":"/x"'),
    ),
    "no device",
  ],
  ["agents with a queue", inAgents("enabled = false", "enabled = true"), "queue"],
  ["agents that give up", inAgents('max_elapsed_time = "0s"', 'max_elapsed_time = "5m"'), "lets go"],
  ["agents that speak otherwise", inAgents('encoding      = "json"', 'encoding      = "proto"'), "does not read"],
  ["agents that export elsewhere", inAgents("intake.platform-audit", "nobody.platform-audit"), "is handed nothing"],
  [
    "agents that look for nobody",
    inAgents('regex         = "openbao"', 'regex         = "vault"'),
    "no agent looks for",
  ],
  [
    "nobody who collects from the vault",
    (before) => ({
      ...before,
      plan: {
        ...before.plan,
        handed: Object.fromEntries(
          Object.entries(before.plan.handed).map(([id, { url }]) => [
            id,
            { url, from: { "identity/keycloak": "identity" } },
          ]),
        ),
      },
    }),
    "names nobody who collects",
  ],
])("%s: caught", (_, sabotage, says) => {
  const found = complaints(events, sabotage(facts));
  expect(found.length).toBeGreaterThan(0);
  for (const complaint of found) expect(complaint).toContain(says);
});
