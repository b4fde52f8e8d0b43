import { proxyPort } from "../../catalog";
import type { DataPath, Hop, ServiceDefinition } from "../../language";
import { databaseHops } from "../platform/paths/synchronous";
import { exchangeOutcomes, mailEventsWorkload, outcomes } from "./mail-events";
import { asked, at, edge, server, type Services } from "./mail-receipt-hops";
import { scanned, virusScan } from "./mail-receipt-scan";

/**
 * What other servers send, from the exchanger to the mailbox: it is blocked, put aside in the Junk folder or stored, and whichever it was is written down. Where
 * tenants share an address, the exchanger takes it first and hands it on. Nothing where mail was left out.
 */
export function mailReceipt(all: readonly ServiceDefinition[]): Readonly<Record<string, DataPath>> {
  const services: Services = new Map(all.map((service) => [service.name, service]));
  if (services.get("mail")?.workloads[server] === undefined) return {};
  return {
    "mail-receipt": {
      flow: "mail-receipt",
      title: "Another server sends mail to somebody here",
      hops: [
        {
          kind: "edge",
          name: "MX",
          from: { kind: "outside" },
          to: { kind: "gateway" },
          port: proxyPort(25),
          passage: "load-balancer",
          entrance: { kind: "hops-alone", others: [] },
        },
        ...(services.has("exchange") ? toTenant(services) : toServer(services)),
        asked("Policy", { kind: "spam-filter", within: `mail/${server}` }, { kind: "asks-nobody" }),
        ...notices(services),
        ...into(services),
        ...writtenDown(services),
      ],
    },
  };
}

const smtp = (service: string) => ({ service, workload: server, port: "smtp" }) as const;
const submission = { service: "mail", workload: server, port: "submission" } as const;

const toServer = (services: Services): readonly Hop[] => [
  edge(services, "Antispam", "route", { kind: "gateway" }, smtp("mail")),
  senderCheck("mail"),
  ...scanned(services, "mail"),
];

const toTenant = (services: Services): readonly Hop[] => [
  edge(services, "Antispam", "route", { kind: "gateway" }, smtp("exchange")),
  senderCheck("exchange"),
  ...scanned(services, "exchange"),
  ...exchangerWritesDown(services),
  edge(services, "Hand-over", "call", at("exchange", server), submission),
  ...(services.has("antivirus") ? [virusScan("mail")] : []),
];

const senderCheck = (service: string): Hop =>
  asked(
    "Sender check",
    { kind: "sender-check", within: `${service}/${server}` },
    {
      kind: "goes-on",
      because: "what a sender's domain says is a sign for the spam filter, and a domain that says nothing is none",
    },
  );

/** Services that tell people something by mail: they hand it in by a port of their own, where it is looked at like any other. */
const tellers = ["chat", "files"] as const;

const notices = (services: Services): readonly Hop[] =>
  tellers
    .filter((name) =>
      Object.values(services.get(name)?.workloads ?? {}).some(({ egress }) =>
        egress.some((way) => way.kind === "service" && way.service === "mail" && way.port === submission.port),
      ),
    )
    .map((name) => edge(services, `Notices of ${name}`, "call", { kind: "service", service: name }, submission));

/** Rows and bodies of what was delivered. */
const into = (services: Services): readonly Hop[] => [
  ...(services.get("mail")?.needs.database === undefined ? [] : databaseHops("mail", "Delivery")),
  ...(services.get("mail")?.needs.buckets === undefined ? [] : [toObjects("Mailbox", "mail", server)]),
];

const toObjects = (name: string, service: string, workload: string): Hop => ({
  kind: "edge",
  name,
  from: at(service, workload),
  to: { kind: "objects", service },
  passage: "call",
  entrance: { kind: "credentials", because: "each service has keys of its own, which open its own buckets alone" },
});

/** What happened goes to the log that nobody rewrites; from the bus on, it is an asynchronous path of its own. */
const writtenDown = (services: Services): readonly Hop[] =>
  services.has("audit")
    ? [
        { kind: "record", name: "Audit log", by: `mail/${server}`, events: outcomes, keeper: "audit" },
        events(services, "Events", "mail"),
        toObjects("Records", "audit", "writer"),
      ]
    : [];

/** The same of what is refused before it is known whose mail it is: it goes to the platform's own log. */
const exchangerWritesDown = (services: Services): readonly Hop[] =>
  services.has("platform-audit")
    ? [
        {
          kind: "record",
          name: "Audit log of the exchanger",
          by: `exchange/${server}`,
          events: exchangeOutcomes,
          keeper: "platform-audit",
        },
        events(services, "Events of the exchanger", "exchange"),
        toObjects("Records of the exchanger", "platform-audit", "writer"),
      ]
    : [];

const events = (services: Services, name: string, service: string): Hop =>
  edge(services, name, "call", at(service, server), { service, workload: mailEventsWorkload, port: "events" });
