import * as ipaddr from "ipaddr.js";
import { oncePerText } from "../once-per-text";
import { difference, intersection, union, type Intervals } from "./intervals";

/** Addresses of both families on one line: IPv6 from 0, IPv4 behind it, so that neither ever covers the other. */
export type AddressSet = Intervals<bigint>;

const ipv4Offset = 1n << 128n;

/** The addresses of a network such as `10.0.0.0/8` or `fd00::/8`; throws where the text is none. */
export const network = oncePerText((cidr: string): AddressSet => {
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const size = 1n << BigInt(bytes.length * 8 - prefix);
  const value = bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  const first = value - (value % size) + (bytes.length === 4 ? ipv4Offset : 0n);
  return [[first, first + size]];
});

export const networks = (...cidrs: readonly string[]): AddressSet => union(...cidrs.map(network));

/** The addresses of a policy's `ipBlock`. */
export const ipBlock = (cidr: string, except: readonly string[]): AddressSet =>
  except.length === 0 ? network(cidr) : difference(network(cidr), networks(...except));

export const overlap = (a: AddressSet, b: AddressSet): boolean => intersection(a, b).length > 0;

/** RFC 1918, RFC 6598 and RFC 4193: networks that nobody reaches from the internet. */
export const privateNetworks = networks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

/** Where clouds tell a machine who it is and hand out its credentials. */
export const metadataService = networks("169.254.169.254/32", "fd00:ec2::254/128");

/** Azure's second such address, a public one (Microsoft Learn: What is IP address 168.63.129.16, 2025). */
export const azurePlatform = networks("168.63.129.16/32");

/** RFC 6890 and RFC 5771: never the source or the target of a connection across networks. */
const unroutable = networks(
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/127",
  "fe80::/10",
  "ff00::/8",
);

/** Every address that the world can have. */
export const publicNetworks = difference(
  networks("0.0.0.0/0", "::/0"),
  union(privateNetworks, metadataService, unroutable),
);
