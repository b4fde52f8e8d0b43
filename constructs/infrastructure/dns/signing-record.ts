import { Fn, Token } from "cdktf";
import { pemBody } from "../../platform/secrets/pem";
import type { DnsRecord } from "./dns-record";

export interface SigningRecordProps {
  /** Domain in whose name mail is signed. */
  readonly domain: string;
  /** Name of the key below the domain's keys. */
  readonly selector: string;
  /** Public key of RSA as PEM, which may be known at apply alone. */
  readonly publicKey: string;
}

/** Seconds that others may remember the record. */
const ttl = 3600;

const tags = "v=DKIM1; k=rsa; p=";

/**
 * Bytes of one string of a text record (RFC 1035). OVHcloud cuts longer ones exactly here by itself and shows them so, whatever was written:
 * a record that is cut elsewhere would be changed with every apply (issue 1225 of its provider).
 */
const stringLength = 255;

/** The record by which receivers verify a signature (RFC 6376): the key in Base64 without the armour of PEM, in two strings that they join. */
export function signingRecord({ domain, selector, publicKey }: SigningRecordProps): DnsRecord {
  const key = pemBody(publicKey);
  const cut = stringLength - tags.length;
  const [first, rest] = [Fn.substr(key, 0, cut), Fn.substr(key, cut, -1)].map((part) => Token.asString(part));
  return {
    name: `${selector}._domainkey.${domain}`,
    type: "TXT",
    ttl,
    value: `"${tags}${first ?? ""}" "${rest ?? ""}"`,
  };
}
