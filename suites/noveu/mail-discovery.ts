import { mailTransport } from "../../catalog";
import type { Exposure, Surroundings } from "../../language";
import type { Line } from "./stalwart-plan";

const server = { kind: "https", workload: "stalwart", port: "http", access: "service-decides" } as const;

/**
 * Names below the domain at which programs look for settings before anybody has signed in: Thunderbird's, Outlook's, and that of
 * other mail servers (RFC 8461). Stalwart answers all of them; nothing else of it is reached there (its request handler, 0.16).
 */
export const discovery: readonly Exposure[] = [
  {
    ...server,
    label: "autoconfig",
    requests: [
      { kind: "exact", path: "/mail/config-v1.1.xml" },
      { kind: "exact", path: "/.well-known/autoconfig/mail/config-v1.1.xml" },
    ],
  },
  {
    ...server,
    label: "autodiscover",
    // Outlook writes either word in either way.
    requests: [{ kind: "pattern", expression: "/[Aa]uto[Dd]iscover/[Aa]uto[Dd]iscover\\.(xml|json)(/.*)?" }],
    lookedUpAs: ["autodiscover"],
  },
  { ...server, label: mailTransport.label, requests: [{ kind: "exact", path: "/.well-known/mta-sts.txt" }] },
];

/**
 * What Stalwart says where it is asked: its name, who receives mail for the domain, and the protocols that are open here. POP3 is among
 * its own defaults and not among our ports; ManageSieve is closed to tenants that share an address. Fields as in its schema of 0.16.
 */
export function discoveryLines(at: Surroundings, domain: string): readonly Line[] {
  const exchanger = at.mailExchanger();
  const protocols = ["caldav", "carddav", "imap", "jmap", "smtp", "webdav"];
  return [
    {
      "@type": "update",
      object: "SystemSettings",
      value: {
        defaultHostname: at.hostname("mail"),
        defaultDomainId: `#${domain}`,
        ...(exchanger === undefined ? {} : { mailExchangers: { "0": { hostname: exchanger, priority: 10 } } }),
        services: Object.fromEntries(protocols.map((protocol) => [protocol, { cleartext: false }])),
      },
    },
    {
      "@type": "update",
      object: "MtaSts",
      // Thousandths of a second, as Stalwart's management counts.
      value: { mode: mailTransport.mode, maxAge: mailTransport.maxAge.value * 86_400_000 },
    },
  ];
}
