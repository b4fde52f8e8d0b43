import { authentikVariables } from "../../blueprints";
import type { Finding } from "../../check";
import type { Facts, KubernetesFact, ReleaseFact } from "../../facts";
import { objectsOfKind } from "../../facts/of-kind";
import { listAt, membersAt, parsedJson, textAt, textsAt } from "../../facts/json";

/** Somebody who has events to tell, and what keeps them from being collected. */
export interface Maker {
  readonly object: string;
  readonly failures: readonly Finding[];
}

/** Every server that lets people in, and every one that hands out secrets. */
export const makers = (facts: Facts): readonly Maker[] => [
  ...objectsOfKind(facts, "StatefulSet").flatMap(([object, fact]) => {
    const environment = environmentOf(fact);
    return environment === undefined
      ? []
      : [{ object, failures: [...keycloakFindings(environment), ...handedFindings(facts, fact.namespace)] }];
  }),
  ...objectsOfKind(facts, "Deployment").flatMap(([object, fact]) => {
    const variables = authentikVariables(fact);
    return variables === undefined
      ? []
      : [{ object, failures: [...authentikFindings(variables), ...namedFindings(facts, fact)] }];
  }),
  ...Object.entries(facts.releases).flatMap(([object, release]) => {
    const findings = trailFindings(facts, release);
    return findings === undefined
      ? []
      : [{ object, failures: [...findings, ...handedFindings(facts, release.namespace)] }];
  }),
];

/** Variables of a Keycloak by name; undefined for any other server. */
function environmentOf({ object }: KubernetesFact): ReadonlyMap<string, string | undefined> | undefined {
  const variables = new Map(
    listAt(object, "spec", "template", "spec", "containers").flatMap((container) =>
      listAt(container, "env").map((variable) => [textAt(variable, "name") ?? "", textAt(variable, "value")] as const),
    ),
  );
  return variables.has("KC_HOSTNAME") ? variables : undefined;
}

/** Levels at which Keycloak writes while its own is the usual "info". */
const written = ["info", "warn", "error", "fatal"];

function keycloakFindings(environment: ReadonlyMap<string, string | undefined>): readonly Finding[] {
  const level = environment.get("KC_SPI_EVENTS_LISTENER__JBOSS_LOGGING__SUCCESS_LEVEL");
  const output = environment.get("KC_LOG_CONSOLE_OUTPUT");
  return [
    ...(level !== undefined && written.includes(level)
      ? []
      : [
          {
            where: "KC_SPI_EVENTS_LISTENER__JBOSS_LOGGING__SUCCESS_LEVEL",
            value: level ?? null,
            why: "keeps every event that is no failure below what is written",
            wayOut: 'set it to "info"',
          },
        ]),
    ...(output === "json"
      ? []
      : [
          {
            where: "KC_LOG_CONSOLE_OUTPUT",
            value: output ?? null,
            why: "mixes events into lines that nothing tells from others",
            wayOut: 'set it to "json"',
          },
        ]),
  ];
}

/** authentik writes each event as a line at this level; below it are secrets as well. */
const authentikFindings = (variables: ReadonlyMap<string, string | undefined>): readonly Finding[] =>
  variables.get("AUTHENTIK_LOG_LEVEL") === "info"
    ? []
    : [
        {
          where: "AUTHENTIK_LOG_LEVEL",
          value: variables.get("AUTHENTIK_LOG_LEVEL") ?? null,
          why: "keeps events below what is written, or writes what nobody should read beside them",
          wayOut: 'set it to "info"',
        },
      ];

/** Each of authentik's workloads has events of its own. */
function namedFindings({ plan }: Facts, { object }: KubernetesFact): readonly Finding[] {
  const labels = textsAt(object, "spec", "template", "metadata", "labels");
  const pods = `${labels["app.kubernetes.io/name"] ?? ""}/${labels["app.kubernetes.io/component"] ?? ""}`;
  return Object.values(plan.handed).some(({ from }) => pods in from) ? [] : [notCollected];
}

/** What a server that hands out secrets lacks to tell of it; undefined for any other release. */
function trailFindings(facts: Facts, release: ReleaseFact): readonly Finding[] | undefined {
  if (release.chart === "openbao") return openbaoFindings(release);
  return release.chart === "vault" ? vaultFindings(facts, release) : undefined;
}

/** Vault is told to by the job that opens it. */
const vaultFindings = (facts: Facts, { site, namespace }: ReleaseFact): readonly Finding[] =>
  objectsOfKind(facts, "Job").some(
    ([, fact]) =>
      fact.site === site &&
      fact.namespace === namespace &&
      JSON.stringify(fact.object).includes("vault write sys/audit/stdout "),
  )
    ? []
    : [
        {
          where: "sys/audit",
          why: "has no device that writes to the server's output, where agents read",
          wayOut: "let the job that initializes it write one",
        },
      ];

/** A device that writes to the output, which no receiver elsewhere can hold up: without one OpenBao tells nobody. */
function openbaoFindings({ values }: ReleaseFact): readonly Finding[] {
  const told = values
    .map((document) => parsedJson(textAt(document, "server", "ha", "raft", "config")))
    .flatMap((configuration) => listAt(configuration, "audit"))
    .flatMap((device) => membersAt(device, "file"))
    .some(([, device]) => textAt(device, "options", "file_path") === "stdout");
  return told
    ? []
    : [
        {
          where: "audit",
          why: "has no device that writes to the server's output, where agents read",
          wayOut: 'declare one of kind "file" with file_path "stdout"',
        },
      ];
}

const notCollected: Finding = {
  where: "logs.handed",
  why: "names nobody who collects what is told here",
  wayOut: "name its pods where a workload collects",
};

const handedFindings = ({ plan }: Facts, namespace: string | undefined): readonly Finding[] =>
  Object.values(plan.handed).some(({ from }) => Object.values(from).includes(namespace ?? "")) ? [] : [notCollected];
