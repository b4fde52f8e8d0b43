import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { listAt, numberAt, textAt } from "../../facts/json";
import { routeProtocol, servicesBehind } from "../../network/routes";
import type { HookedServer } from "./hooks";
import { configurationsOf, podsBehind } from "./way";

/** Ports by which mail comes in or is handed in. */
const mailPorts = ["25", "465", "587"];

/** Port of the gateway that a route is for, as its listener's name ends, with a route of Kong's own its port. */
const portsOf = (route: Facts["kubernetes"][string]["object"]): readonly string[] => [
  ...listAt(route, "spec", "parentRefs").map((parent) => /(\d+)$/.exec(textAt(parent, "sectionName") ?? "")?.[1] ?? ""),
  ...listAt(route, "spec", "rules").map((rule) => String(numberAt(rule, "port") ?? "")),
];

/** Every way by which mail comes in from outside, with what is wrong about where it leads: to a server that copies, or to one without mailboxes, which hands it to such. */
export function doorFindings(
  facts: Facts,
  servers: readonly HookedServer[],
  copies: (server: HookedServer) => boolean,
): readonly (readonly [object: string, failures: readonly Finding[]])[] {
  return Object.entries(facts.kubernetes).flatMap(([object, route]) => {
    const ports =
      routeProtocol(route.kind) === "TCP" ? portsOf(route.object).filter((port) => mailPorts.includes(port)) : [];
    if (ports.length === 0) return [];
    const failures = servicesBehind(route).flatMap(({ namespace, name }): readonly Finding[] => {
      const service = facts.kubernetes[`${route.site}/${namespace}/Service/${name}`];
      const told = service === undefined ? [] : podsBehind(facts, service).flatMap(configurationsOf);
      const behind = servers.filter((server) => told.includes(server.object));
      return behind.length > 0 && behind.every((server) => !server.keeps || copies(server))
        ? []
        : [
            {
              where: `backendRefs ${name}`,
              value: ports.join(", "),
              why: "takes mail past the journal",
              wayOut: "lead the port to a mail server that hands every message over",
            },
          ];
    });
    return [[object, failures] as const];
  });
}
