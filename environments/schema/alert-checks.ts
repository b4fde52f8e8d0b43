import type { Alerts, Mistake } from "../../language";
import type { z } from "zod";
import { servicesOf } from "../../suites/services-of";
import type { environmentSchema } from "./environment";

type Parsed = z.output<typeof environmentSchema>;

/** Nobody is told that the platform is down by a part of the platform. */
export function alertMistakes({ alerts, tenancy, suite }: Parsed): readonly Mistake[] {
  if (alerts === undefined) return [];
  const domains = [
    tenancy.domain,
    ...(tenancy.kind === "shared" ? Object.values(tenancy.tenants).map(({ domain }) => domain) : []),
  ];
  const services = servicesOf({ suite, tenancy });
  const labels = services.flatMap(({ exposes }) => exposes.map(({ label }) => label));
  const own = new Set(domains.flatMap((domain) => [domain, ...labels.map((label) => `${label}.${domain}`)]));
  const receives = services.some(({ exposes }) =>
    exposes.some((exposure) => exposure.kind === "tcp" && exposure.publicPort === 25),
  );
  return [
    ...hostsOf(alerts).flatMap(([where, host]) => (own.has(host) ? [circular(where, host, "is answered by")] : [])),
    ...alerts.page.flatMap((way, index) =>
      way.kind === "mail" && receives && domains.includes(way.to.slice(way.to.indexOf("@") + 1))
        ? [circular(`alerts.page.${String(index)}.to`, way.to, "is a mailbox of")]
        : [],
    ),
    ...relayMistakes(alerts),
  ];
}

function hostsOf({ page, ticket, relay, watchdog }: Alerts): readonly (readonly [where: string, host: string])[] {
  const ways = { page, ticket };
  return [
    ...Object.entries(ways).flatMap(([severity, list]) =>
      list.flatMap((way, index) =>
        way.kind === "webhook" ? [[`alerts.${severity}.${String(index)}.host`, way.host] as const] : [],
      ),
    ),
    ...(relay === undefined ? [] : [["alerts.relay.host", relay.host] as const]),
    ...(watchdog === undefined ? [] : [["alerts.watchdog", watchdog] as const]),
  ];
}

const circular = (where: string, value: string, why: string): Mistake => ({
  where,
  value,
  why: `${why} the platform itself, which tells nobody when it is down`,
  wayOut: "name one that stands outside the platform",
});

function relayMistakes({ page, ticket, relay }: Alerts): readonly Mistake[] {
  const mails = [...page, ...ticket].some(({ kind }) => kind === "mail");
  if (mails === (relay !== undefined)) return [];
  return [
    mails
      ? {
          where: "alerts.relay",
          value: undefined,
          why: "is missing, and mails of alerts have no server that takes them",
          wayOut: "name a mail server outside the platform, and the user that signs in",
        }
      : {
          where: "alerts.relay",
          value: relay?.host,
          why: "carries nothing: no way of an alert is a mail",
          wayOut: "leave it out, or name who gets mails",
        },
  ];
}
