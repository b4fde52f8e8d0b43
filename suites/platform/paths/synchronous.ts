import type { DataPath, Hop, ServiceDefinition } from "../../../language";
import { exposedOn, nameOf, type Exposed } from "./exposed";
import { fromClient, toService } from "./web-hops";

/** Client to gateway and service, and behind it to cache and database, with a firewall, a rate limit and a circuit breaker on the way. */
export const synchronousPaths = (services: readonly ServiceDefinition[]): Readonly<Record<string, DataPath>> =>
  Object.fromEntries(
    exposedOn(services).map((exposed) => [
      `synchronous-${nameOf(exposed)}`,
      {
        flow: "synchronous",
        title: `A request to ${exposed.service.title.toLowerCase()}`,
        hops: hopsTo(exposed, services),
      },
    ]),
  );

function hopsTo(exposed: Exposed, services: readonly ServiceDefinition[]): readonly Hop[] {
  const before = `${exposed.service.name}/${exposed.workload}`;
  const asked = (name: string, kind: "firewall" | "rate-limit" | "circuit-breaker"): Hop => ({
    kind: "call-out",
    name,
    asks: { kind, before },
    unanswered: { kind: kind === "firewall" ? "refuses" : "asks-nobody" },
  });
  return [
    fromClient,
    asked("Firewall", "firewall"),
    asked("Rate limit", "rate-limit"),
    asked("Circuit breaker", "circuit-breaker"),
    toService(exposed, services),
    ...stores(exposed),
  ];
}

/** Stores that the workload itself reaches. */
function stores({ service: { name, needs, workloads }, workload }: Exposed): readonly Hop[] {
  const { reaches, atStorage, carries } = workloads[workload] ?? {};
  const reached = (store: "cache" | "database"): boolean =>
    needs[store] !== undefined &&
    atStorage === undefined &&
    carries === undefined &&
    (reaches === undefined || reaches.includes(store));
  const from = { kind: "service", service: name } as const;
  return [
    ...(reached("cache")
      ? ([
          {
            kind: "edge",
            name: "Cache",
            from,
            to: { kind: "cache", service: name },
            passage: "call",
            entrance: { kind: "hops-alone", others: [] },
          },
          {
            kind: "call-out",
            name: "Cache session",
            asks: { kind: "cache-session", service: name },
            unanswered: { kind: "asks-nobody" },
          },
        ] as const)
      : []),
    ...(reached("database") ? databaseHops(name, "Database") : []),
  ];
}

/** The way of a service to its rows. */
export const databaseHops = (service: string, name: string): readonly Hop[] => [
  {
    kind: "edge",
    name,
    from: { kind: "service", service },
    to: { kind: "database", service },
    passage: "call",
    entrance: { kind: "credentials", because: "a role enters the database of its own name alone, with its password" },
  },
  {
    kind: "call-out",
    name: `${name} session`,
    asks: { kind: "database-session", service },
    unanswered: { kind: "asks-nobody" },
  },
];
