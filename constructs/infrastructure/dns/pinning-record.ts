import { mailPort } from "../../../language";
import type { DnsRecord } from "./dns-record";

export interface PinningRecordProps {
  /** Name at which other servers deliver mail. */
  readonly host: string;
  /** Name of the key, apart from all others that are told at that name. */
  readonly key: string;
  /** SHA-256 of its public half in hexadecimal digits, which may be known at apply alone. */
  readonly hash: string;
}

/** Seconds that others may remember the record. */
const ttl = 3600;

/**
 * By which key other servers know the one that takes mail (RFC 7672): `3 1 1`, its own key and no authority's, the key and not the certificate, by its
 * SHA-256. A certificate is renewed under it as often as need be.
 */
export const pinningRecord = ({ host, key, hash }: PinningRecordProps): DnsRecord => ({
  name: `_${String(mailPort)}._tcp.${host}`,
  type: "TLSA",
  twin: key,
  ttl,
  value: `3 1 1 ${hash}`,
});
