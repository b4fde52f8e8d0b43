import type { Exposure } from "../../../language";
import { dnsRecords, lookups, publishesPolicy, type DnsRecordsProps } from "./dns-records";
import type { DnsRecord } from "./dns-record";
import { strictTransport } from "./strict-transport";

/** Seconds that others may remember what no failover changes. */
const lasting = 3600;

/** Name whose record lists every address from which any site sends mail, for tenants to include. */
export const sendersHost = (platform: string): string => `_spf.${platform}`;

/**
 * Records of a shared platform's own domain. No mail is received for it (RFC 7505), and none is sent in its name; tenants' names
 * lead to names here, so that a failover changes these alone.
 */
export function platformRecords(props: Omit<DnsRecordsProps, "exposures">): readonly DnsRecord[] {
  const { domain, senders } = props;
  return sorted([
    ...dnsRecords({ ...props, exposures: [] }),
    { name: domain, type: "MX", ttl: lasting, value: "0 ." },
    { name: domain, type: "TXT", ttl: lasting, value: '"v=spf1 -all"' },
    { name: sendersHost(domain), type: "TXT", ttl: lasting, value: `"v=spf1 ${senders} -all"` },
  ]);
}

export interface TenantRecordsProps {
  readonly domain: string;
  readonly exposures: readonly Exposure[];
  /** Domain of the platform. */
  readonly platform: string;
  /** Name of the site that serves. */
  readonly entry: string;
  /** Name below the platform's, and no alias, of a label that is looked up by protocol. */
  readonly lookedUp: (label: string) => string;
  /** Name of whatever receives mail for every tenant; absent where nothing does. */
  readonly exchanger?: string;
  readonly contact: string;
  readonly directory: string;
}

/**
 * Records of one tenant, all of them names: they stay as they are when another site serves. Look-ups by protocol lead to names of the
 * platform's that have addresses of their own, because such a record must not lead to an alias (RFC 2782).
 */
export function tenantRecords(props: TenantRecordsProps): readonly DnsRecord[] {
  const { domain, exposures, platform, entry, lookedUp, exchanger, contact, directory } = props;
  const labels = [...new Set(exposures.map(({ label }) => label))];
  return sorted([
    ...labels.map((label): DnsRecord => ({
      name: `${label}.${domain}`,
      type: "CNAME",
      ttl: lasting,
      value: `${entry}.`,
    })),
    ...(exchanger === undefined
      ? []
      : ([
          { name: domain, type: "MX", ttl: lasting, value: `10 ${exchanger}.` },
          { name: domain, type: "TXT", ttl: lasting, value: `"v=spf1 include:${sendersHost(platform)} -all"` },
          {
            name: `_dmarc.${domain}`,
            type: "TXT",
            ttl: lasting,
            value: `"v=DMARC1; p=quarantine; aspf=s; adkim=s; rua=mailto:${contact}"`,
          },
        ] as const)),
    ...(exchanger !== undefined && exposures.some(publishesPolicy)
      ? strictTransport({ domain, exchanger, contact, ttl: lasting })
      : []),
    ...lookups(
      domain,
      // A port that is closed to tenants, or that a service between them takes, is nobody's to find; what is found over HTTPS has no
      // name of the platform's, and tenants' own are aliases.
      exposures.filter((exposure) => exposure.kind === "tcp" && exposure.sharing?.kind === "server-name"),
      lookedUp,
    ),
    ...dnsRecords({ domain, exposures: [], labels: [], addresses: [], senders: "", contact, directory }),
  ]);
}

const sorted = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
  [...records].sort((a, b) => (key(a) < key(b) ? -1 : 1));

const key = ({ name, type, value }: DnsRecord): string => `${name} ${type} ${value}`;
