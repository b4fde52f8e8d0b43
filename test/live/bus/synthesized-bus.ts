import type { Facts, KubernetesFact } from "../../../audit/facts";
import { at, listAt, membersAt, numberAt, parsedJson, textAt, textsAt, type Json } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";

/** A script that runs once with the command line client, as its Job or CronJob says. */
export interface BusTask {
  /** `<namespace>/<name>`. */
  readonly id: string;
  readonly file: string;
  /** Contents of the files beside it, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Name in its certificate: the user that the servers take it for. */
  readonly user: string;
}

/** The bus of one site, as its synthesized objects say. */
export interface SynthesizedBus {
  readonly configuration: string;
  /** Names of the servers' pods, in order, each with the name by which the others find it. */
  readonly members: readonly { readonly name: string; readonly host: string }[];
  /** Servers that run while another site serves, or this one. */
  readonly running: number;
  /** Names in the servers' certificate. */
  readonly serverNames: readonly string[];
  /** Names of every other certificate that the internal authority is asked for, by its id. */
  readonly certificates: Readonly<Record<string, readonly string[]>>;
  /** What makes streams and consumers. */
  readonly setups: readonly BusTask[];
  /** What tells the servers to read their certificates anew. */
  readonly reload: BusTask;
}

const namespace = "bus";

/** Name of the servers' StatefulSet, and of their pods up to a number. */
const servers = "bus-nats";

const ofBus =
  (name: string) =>
  (fact: KubernetesFact): boolean =>
    fact.namespace === namespace && fact.name === name;

function synthesizedBus(facts: Facts, site: string): SynthesizedBus {
  const here = (kind: string): readonly KubernetesFact[] =>
    objectsOfKind(facts, kind)
      .map(([, fact]) => fact)
      .filter((fact) => fact.site === site);
  const certificates = Object.fromEntries(
    here("Certificate").map(({ namespace: of, name, object }) => [
      `${of ?? ""}/${name}`,
      listAt(object, "spec", "dnsNames").map(String),
    ]),
  );
  const task = (fact: KubernetesFact, pod: Json | undefined): BusTask => {
    const script = textAt(pod, "containers", 0, "command", 1) ?? textAt(pod, "initContainers", 0, "command", 1) ?? "";
    const configMap = listAt(pod, "volumes").flatMap((volume) => textAt(volume, "configMap", "name") ?? []);
    const secret = listAt(pod, "volumes").flatMap((volume) =>
      textAt(volume, "name") === "internal-certificate" ? (textAt(volume, "secret", "secretName") ?? []) : [],
    );
    const files = only(
      here("ConfigMap").filter(({ name, namespace: of }) => of === fact.namespace && configMap.includes(name)),
    );
    return {
      id: `${fact.namespace ?? ""}/${fact.name}`,
      file: script.replace("/etc/bestek/", ""),
      files: textsAt(files.object, "data"),
      user: certificates[`${fact.namespace ?? ""}/${String(secret[0])}`]?.[0] ?? "",
    };
  };
  const configuration = only(
    here("ConfigMap").filter(({ name, namespace: of }) => of === namespace && name.startsWith(`${servers}-`)),
  );
  const text = textAt(configuration.object, "data", "nats.conf") ?? "";
  const reload = only(here("CronJob").filter(ofBus("bus-reload")));
  return {
    configuration: text,
    // Those that the servers look for: a site that waits for a failover runs none.
    members: routesOf(text).map((route) => {
      const host = new URL(route).hostname;
      return { name: host.split(".")[0] ?? "", host };
    }),
    running: numberAt(only(here("StatefulSet").filter(ofBus(servers))).object, "spec", "replicas") ?? 0,
    serverNames: certificates[`${namespace}/identity-nats`] ?? [],
    certificates,
    setups: here("Job")
      .filter(({ name }) => /-bus-setup(-|$)/.test(name))
      .map((fact) => task(fact, at(fact.object, "spec", "template", "spec"))),
    reload: task(reload, at(reload.object, "spec", "jobTemplate", "spec", "template", "spec")),
  };
}

/** What an account's user may do, as the configuration says. */
export interface BusUser {
  readonly account: string;
  readonly name: string;
  readonly publishes: readonly string[];
  readonly subscribes: readonly string[];
}

/** A configuration is JSON but for one variable of the server's environment. */
const parsedConfiguration = (configuration: string): Json | undefined =>
  parsedJson(configuration.replace("$SERVER_NAME", '"any"'));

const routesOf = (configuration: string): readonly string[] =>
  listAt(parsedConfiguration(configuration), "cluster", "routes").filter((route) => typeof route === "string");

/** What a user listens to for its answers, as clients write it: without the words that each connection adds. */
export const inboxOf = ({ subscribes }: Pick<BusUser, "subscribes">): string =>
  (subscribes[0] ?? "_INBOX.>").replace(/\.>$/, "");

/** Every user of a configuration. */
export const busUsers = (configuration: string): readonly BusUser[] =>
  membersAt(parsedConfiguration(configuration), "accounts").flatMap(([account, members]) =>
    listAt(members, "users").map((user) => ({
      account,
      name: textAt(user, "user") ?? "",
      publishes: listAt(user, "permissions", "publish", "allow").map(String),
      subscribes: listAt(user, "permissions", "subscribe", "allow").map(String),
    })),
  );

/** Accounts in which services talk: all but the servers' own. */
export const accountsOf = ({ configuration }: SynthesizedBus): readonly string[] =>
  [...new Set(busUsers(configuration).map(({ account }) => account))].filter((account) => account !== "SYS");

/** The bus of every site of every environment that is worked on, by environment and site. */
export const synthesizedBuses = (): readonly (readonly [string, SynthesizedBus])[] =>
  synthesizedEnvironments().flatMap((environment) => busesOf(synthesizedFacts(environment), environment));

/** Those of one environment. */
export const busesOf = (facts: Facts, environment: string): readonly (readonly [string, SynthesizedBus])[] =>
  objectsOfKind(facts, "StatefulSet")
    .filter(([, fact]) => fact.namespace === namespace && fact.name === servers)
    .map(([, { site }]) => [`${environment} ${site}`, synthesizedBus(facts, site)]);

function only<T>(found: readonly T[]): T {
  const [one, another] = found;
  if (one === undefined || another !== undefined) throw new Error(`${String(found.length)} where one was expected`);
  return one;
}
