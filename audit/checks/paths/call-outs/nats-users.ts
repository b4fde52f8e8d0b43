import type { Facts } from "../../../facts";
import { at, listAt, parsedJson, textAt, type Json } from "../../../facts/json";
import { oncePerObject } from "../../../once-per-object";
import { filesOf } from "../files";
import type { World } from "../world";

/** Somebody that the servers know, and the subjects that it may send to. */
export interface BusUser {
  readonly name: string;
  readonly publishes: readonly string[];
}

/** What the servers of one site are told. */
export interface BusServers {
  readonly users: (account: string) => readonly BusUser[];
  /** Whether a certificate says who somebody is, and nobody is heard without one. */
  readonly byCertificate: boolean;
}

/** Configurations by site: as long as there are tenants, and asked for each. */
const known = oncePerObject<Facts, Map<string, BusServers>>(() => new Map());

/** What the servers are told, from the file that they read: JSON, but for the name that each gives itself. */
export function busServers(world: World): BusServers {
  const sites = known(world.platform);
  const found = sites.get(world.site.name) ?? read(world);
  sites.set(world.site.name, found);
  return found;
}

function read(world: World): BusServers {
  const text = filesOf(world, "bus/nats").find(({ name }) => name === "nats.conf")?.text ?? "";
  const configuration = parsedJson(text.replace('"server_name": $SERVER_NAME', '"server_name": ""')) ?? {};
  return {
    users: (account) => listAt(configuration, "accounts", account, "users").map(user),
    byCertificate: at(configuration, "tls", "verify_and_map") === true,
  };
}

const user = (entry: Json): BusUser => ({
  name: textAt(entry, "user") ?? "",
  publishes:
    at(entry, "permissions", "publish", "allow") === undefined
      ? [">"]
      : listAt(entry, "permissions", "publish", "allow").flatMap((subject) =>
          typeof subject === "string" ? [subject] : [],
        ),
});

/** Whether a subject is one that a pattern means: `*` is one part of it, `>` the rest. */
export function covers(pattern: string, subject: string): boolean {
  const parts = subject.split(".");
  const wanted = pattern.split(".");
  const rest = wanted.at(-1) === ">";
  const fixed = rest ? wanted.slice(0, -1) : wanted;
  return (
    (rest ? parts.length > fixed.length : parts.length === fixed.length) &&
    fixed.every((part, index) => part === "*" || part === parts[index])
  );
}
