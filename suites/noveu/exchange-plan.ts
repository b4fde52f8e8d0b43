import type { Surroundings } from "../../language";
import { exchangedEvents, tellingEvents } from "./mail-events";
import { certificateFolder } from "./mail-liveness";
import { scanning } from "./mail-scanning";
import { receiving } from "./stalwart-receiving";
import { listener, upsert, writeLines, type Line } from "./stalwart-plan";

/** Port on which a tenant's own server takes mail from inside the cluster; see the listeners of the mail service. */
const submission = 10587;

/** Expression that picks a value by the domain of a recipient. */
const byDomain = (at: Surroundings, value: (tenant: string) => string, otherwise: string) => ({
  match: at.tenants().map(({ id, domain }) => ({ if: `rcpt_domain == '${domain}'`, then: value(id) })),
  else: otherwise,
});

const routeName = (tenant: string): string => `tenant-${tenant}`;

/**
 * What makes Stalwart a mail exchanger without mailboxes: it takes mail for the domains of tenants and for no other, and hands each
 * to the server of its tenant. Fields as in Stalwart's reference of 0.16: MtaStageAuth, MtaStageRcpt, MtaRoute, MtaOutboundStrategy.
 */
export function exchangePlan(at: Surroundings): string {
  const lines: readonly Line[] = [
    listener({ name: "smtp", port: 10025, protocol: "smtp", encryption: "starttls", behind: "gateway" }, at.podNetwork),
    listener({ name: "http", port: 8080, protocol: "http", encryption: "none", behind: "nothing" }, at.podNetwork),
    upsert("Certificate", ["subjectAlternativeNames"], "exchange", {
      certificate: { "@type": "File", filePath: `${certificateFolder}/tls.crt` },
      privateKey: { "@type": "File", filePath: `${certificateFolder}/tls.key` },
      subjectAlternativeNames: [at.hostname("mx")],
    }),
    ...receiving({ signIn: "false" }),
    ...scanning(at),
    { "@type": "update", object: "MtaStageRcpt", value: { allowRelaying: byDomain(at, () => "true", "false") } },
    ...at.tenants().map((tenant) =>
      upsert("MtaRoute", ["name"], routeName(tenant.id), {
        "@type": "Relay",
        name: routeName(tenant.id),
        address: tenant.workload("mail", "stalwart"),
        port: submission,
        protocol: "smtp",
        implicitTls: false,
        // The tenant's certificate is for the name that people use, not for that inside the cluster.
        allowInvalidCerts: true,
        authSecret: { "@type": "None" },
      }),
    ),
    {
      "@type": "update",
      object: "MtaOutboundStrategy",
      value: { route: byDomain(at, (id) => `'${routeName(id)}'`, "'mx'") },
    },
    tellingEvents(at, "exchange", exchangedEvents),
  ];
  return writeLines(lines);
}
