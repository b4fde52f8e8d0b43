import * as ipaddr from "ipaddr.js";

/** An IPv4 network in CIDR notation, parsed once; the address is always the first of its network. */
export class Cidr {
  private constructor(
    private readonly first: number,
    /** Length of the prefix, 0 to 32. */
    readonly prefix: number,
  ) {}

  /** The network, or the reason why `text` is none. */
  static parse(text: string): Cidr | { readonly why: string; readonly wayOut: string } {
    if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) {
      const bare = ipaddr.IPv4.isValidFourPartDecimal(text);
      return {
        why: bare ? "has no mask" : "is not an IPv4 network",
        wayOut: bare ? `write "${text}/32" for one address` : 'write it as "10.20.0.0/16"',
      };
    }
    if (!ipaddr.IPv4.isValidCIDR(text)) {
      return { why: "is not an IPv4 network", wayOut: "use four numbers of 0 to 255 and a mask of 0 to 32" };
    }
    const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
    const value = toNumber(address.octets);
    const network = new Cidr(value - (value % 2 ** (32 - prefix)), prefix);
    return network.first === value
      ? network
      : { why: "has bits set behind its mask", wayOut: `write "${network.toString()}"` };
  }

  /** A network known to be right, such as a constant; throws a plain error on a programming mistake. */
  static of(text: string): Cidr {
    const network = Cidr.parse(text);
    if (network instanceof Cidr) return network;
    throw new Error(`"${text}" ${network.why}`);
  }

  /** Number of addresses in the network. */
  get size(): number {
    return 2 ** (32 - this.prefix);
  }

  contains(other: Cidr): boolean {
    return other.prefix >= this.prefix && other.first >= this.first && other.first < this.first + this.size;
  }

  overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** The `index`-th network of `prefix` bits inside this one; throws where it does not fit. */
  subnet(prefix: number, index: number): Cidr {
    const first = this.first + index * 2 ** (32 - prefix);
    if (prefix < this.prefix || index < 0 || first >= this.first + this.size) {
      throw new Error(`${this.toString()} has no network ${String(index)} of /${String(prefix)}`);
    }
    return new Cidr(first, prefix);
  }

  /** The `offset`-th address of the network in dotted form. */
  address(offset: number): string {
    return toText(this.first + offset);
  }

  toString(): string {
    return `${toText(this.first)}/${String(this.prefix)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

const toNumber = (octets: readonly number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0);

const toText = (value: number): string =>
  [24, 16, 8, 0].map((shift) => String(Math.floor(value / 2 ** shift) % 256)).join(".");
