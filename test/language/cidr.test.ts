import * as fc from "fast-check";
import { Cidr } from "../../language";

const octet = fc.integer({ min: 0, max: 255 });
const network = fc.tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 })).map(([a, b, c, d, prefix]) => {
  const value = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = value - (value % 2 ** (32 - prefix));
  const text = [24, 16, 8, 0].map((shift) => String(Math.floor(first / 2 ** shift) % 256)).join(".");
  return `${text}/${String(prefix)}`;
});

test.each([
  ["10.20.0.0", { why: "has no mask", wayOut: 'write "10.20.0.0/32" for one address' }],
  ["10.20.1.0/16", { why: "has bits set behind its mask", wayOut: 'write "10.20.0.0/16"' }],
  ["10.20.0.0/33", { why: "is not an IPv4 network", wayOut: "use four numbers of 0 to 255 and a mask of 0 to 32" }],
  ["300.0.0.0/8", { why: "is not an IPv4 network", wayOut: "use four numbers of 0 to 255 and a mask of 0 to 32" }],
  ["fd00::/8", { why: "is not an IPv4 network", wayOut: 'write it as "10.20.0.0/16"' }],
])("%s is refused with its reason and the way out", (text, refusal) => {
  expect(Cidr.parse(text)).toEqual(refusal);
});

test("a network reads back as it was written", () => {
  fc.assert(fc.property(network, (text) => Cidr.of(text).toString() === text));
});

test("overlap is mutual, and holds exactly where one network contains the other", () => {
  fc.assert(
    fc.property(network, network, (a, b) => {
      const [left, right] = [Cidr.of(a), Cidr.of(b)];
      expect(left.overlaps(right)).toBe(right.overlaps(left));
      expect(left.overlaps(right)).toBe(left.contains(right) || right.contains(left));
    }),
  );
});

test("the parts of a network lie in it and not in each other", () => {
  const parts = [0, 1, 2, 3].map((index) => Cidr.of("10.20.0.0/16").subnet(18, index));
  expect(parts.map(String)).toEqual(["10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18", "10.20.192.0/18"]);
  expect(parts.some((part, index) => parts.slice(0, index).some((other) => part.overlaps(other)))).toBe(false);
});

test("a part that does not fit is a programming mistake", () => {
  expect(() => Cidr.of("10.20.0.0/16").subnet(18, 4)).toThrow("10.20.0.0/16 has no network 4 of /18");
});
