/** One record of a DNS zone, in the notation of a zone file. */
export interface DnsRecord {
  /** Full name without a trailing dot. */
  readonly name: string;
  readonly type: "A" | "CAA" | "CNAME" | "MX" | "SRV" | "TLSA" | "TXT";
  /**
   * What tells it from others of its name and type for as long as it stands, so that none is changed where another one comes or goes. Default: its place
   * among them.
   */
  readonly twin?: string;
  /** Seconds that others may remember it. */
  readonly ttl: number;
  /** Right-hand side; names in it end in a dot. */
  readonly value: string;
}

/** The records as a zone file (RFC 1035), for whoever keeps the zone. */
export const zoneFile = (records: readonly DnsRecord[]): string =>
  records.map(({ name, type, ttl, value }) => `${name}. ${String(ttl)} IN ${type} ${value}\n`).join("");
