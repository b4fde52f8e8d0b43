import { createHash } from "node:crypto";
import { mailTransport } from "../../../catalog";
import type { DnsRecord } from "./dns-record";

export interface StrictTransportProps {
  readonly domain: string;
  /** Name of the server that receives the domain's mail. */
  readonly exchanger: string;
  /** Whom reports of failed deliveries go to. */
  readonly contact: string;
  /** Seconds that others may remember the records. */
  readonly ttl: number;
}

/**
 * Says that a policy of delivery stands at the domain's name for it (RFC 8461), and whom to tell when one could not be kept (RFC 8460). The
 * id changes with the policy alone, so that other servers read it anew when, and only when, it says something else.
 */
export function strictTransport({ domain, exchanger, contact, ttl }: StrictTransportProps): readonly DnsRecord[] {
  const { mode, maxAge } = mailTransport;
  const id = createHash("sha256")
    .update(JSON.stringify([mode, maxAge.value, exchanger]))
    .digest("hex")
    .slice(0, 16);
  return [
    { name: `_mta-sts.${domain}`, type: "TXT", ttl, value: `"v=STSv1; id=${id}"` },
    { name: `_smtp._tls.${domain}`, type: "TXT", ttl, value: `"v=TLSRPTv1; rua=mailto:${contact}"` },
  ];
}
