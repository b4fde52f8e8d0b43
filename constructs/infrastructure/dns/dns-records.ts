import type { Exposure } from "../../../language";
import { mailTransport } from "../../../catalog";
import { caaIdentity } from "./certificate-authority";
import type { DnsRecord } from "./dns-record";
import { strictTransport } from "./strict-transport";

export interface DnsRecordsProps {
  /** Domain of the tenant. */
  readonly domain: string;
  /** Everything that is reachable from the internet. */
  readonly exposures: readonly Exposure[];
  /** Labels without a service of their own, such as that of the secrets server. */
  readonly labels: readonly string[];
  /** Names of a content delivery network, by the labels that it answers for. Default: none. */
  readonly carried?: Readonly<
    Record<string, { readonly host: string; /** Where it fetches. */ readonly origin: string }>
  >;
  /** Addresses of the site that serves. */
  readonly addresses: readonly string[];
  /** One `ip4:` mechanism per address from which any site sends mail. */
  readonly senders: string;
  /** Whom reports about misused names go to. */
  readonly contact: string;
  /** ACME directory of the authority that may issue certificates. */
  readonly directory: string;
}

/** A name that moves with a failover is remembered for a minute (check 18 of the recovery model); the rest for an hour. */
const moving = 60;
const lasting = 3600;

/** Services that clients look up by protocol, by their public port (RFC 6186, RFC 8314, RFC 5804). */
const clientServices: ReadonlyMap<number, string> = new Map([
  [465, "_submissions"],
  [587, "_submission"],
  [993, "_imaps"],
  [4190, "_sieve"],
]);

/**
 * Every record that an environment needs before there is anything to reach, sorted. Records of keys that sign mail stand with the keys, which are made
 * once the secrets server can be reached by its name.
 */
export function dnsRecords(props: DnsRecordsProps): readonly DnsRecord[] {
  return [...hosts(props), ...mail(props), ...authority(props)].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = ({ name, type, value }: DnsRecord): string => `${name} ${type} ${value}`;

function hosts({ domain, exposures, labels, carried = {}, addresses }: DnsRecordsProps): DnsRecord[] {
  const all = new Set([...labels, ...exposures.map(({ label }) => label)]);
  return [
    ...[...all].flatMap((label) =>
      addresses.map((value): DnsRecord => ({
        name: `${carried[label]?.origin ?? label}.${domain}`,
        type: "A",
        ttl: moving,
        value,
      })),
    ),
    ...Object.entries(carried).map(([label, { host }]): DnsRecord => ({
      name: `${label}.${domain}`,
      type: "CNAME",
      ttl: lasting,
      value: `${host}.`,
    })),
  ];
}

/** Where mail is received, who may send it, and where clients find it; nothing where no service listens on port 25. */
function mail({ domain, exposures, senders, contact }: DnsRecordsProps): DnsRecord[] {
  const ports = exposures.filter((exposure) => exposure.kind === "tcp");
  const exchangers = ports.filter(({ publicPort }) => publicPort === 25);
  if (exchangers.length === 0) return [];
  return [
    ...exchangers.map(({ label }): DnsRecord => ({
      name: domain,
      type: "MX",
      ttl: lasting,
      value: `10 ${label}.${domain}.`,
    })),
    { name: domain, type: "TXT", ttl: lasting, value: `"v=spf1 ${senders} -all"` },
    {
      name: `_dmarc.${domain}`,
      type: "TXT",
      ttl: lasting,
      value: `"v=DMARC1; p=quarantine; aspf=s; adkim=s; rua=mailto:${contact}"`,
    },
    ...(exposures.some(publishesPolicy)
      ? strictTransport({ domain, exchanger: `${exchangers[0]?.label ?? ""}.${domain}`, contact, ttl: lasting })
      : []),
    ...lookups(domain, exposures, (label) => `${label}.${domain}`),
  ];
}

/** True for the name at which other servers read how mail is to be delivered. */
export const publishesPolicy = ({ kind, label }: Exposure): boolean =>
  kind === "https" && label === mailTransport.label;

/** Where clients find services by protocol: at `hostOf` their label, which must have addresses of its own (RFC 2782). */
export const lookups = (
  domain: string,
  exposures: readonly Exposure[],
  hostOf: (label: string) => string,
): readonly DnsRecord[] =>
  exposures.flatMap((exposure) =>
    lookedUp(exposure).map(({ service, port }): DnsRecord => ({
      name: `${service}._tcp.${domain}`,
      type: "SRV",
      ttl: lasting,
      value: `0 1 ${String(port)} ${hostOf(exposure.label)}.`,
    })),
  );

function lookedUp(exposure: Exposure): readonly { readonly service: string; readonly port: number }[] {
  switch (exposure.kind) {
    case "https":
      return (exposure.lookedUpAs ?? []).map((service) => ({ service: `_${service}`, port: 443 }));
    case "tcp": {
      const service = clientServices.get(exposure.publicPort);
      return service === undefined ? [] : [{ service, port: exposure.publicPort }];
    }
    case "tls":
      return [];
  }
}

/** Only the authority in use may issue certificates, and never for all names at once. */
function authority({ domain, directory, contact }: DnsRecordsProps): DnsRecord[] {
  const identity = caaIdentity(directory);
  if (identity === undefined) return [];
  const record = (value: string): DnsRecord => ({ name: domain, type: "CAA", ttl: lasting, value });
  return [record(`0 issue "${identity}"`), record('0 issuewild ";"'), record(`0 iodef "mailto:${contact}"`)];
}
