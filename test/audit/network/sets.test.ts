import * as fc from "fast-check";
import { difference, intersection, union, type Intervals } from "../../../audit/network/intervals";
import {
  ipBlock,
  network,
  networks,
  overlap,
  privateNetworks,
  publicNetworks,
} from "../../../audit/network/address-set";
import {
  allPorts,
  bothPorts,
  isClosed,
  portRange,
  unitePorts,
  withoutPorts,
  writePorts,
} from "../../../audit/network/port-set";

const intervals = fc
  .array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 6 })), { maxLength: 5 })
  .map((pairs): Intervals<number> =>
    union(...pairs.map(([start, length]): Intervals<number> => [[start, start + length]])),
  );

const holds = (set: Intervals<number>, point: number): boolean =>
  set.some(([start, end]) => start <= point && point < end);
const points = Array.from({ length: 40 }, (_, index) => index);

test("intervals behave like sets of points", () => {
  fc.assert(
    fc.property(intervals, intervals, (a, b) => {
      for (const point of points) {
        expect(holds(union(a, b), point)).toBe(holds(a, point) || holds(b, point));
        expect(holds(intersection(a, b), point)).toBe(holds(a, point) && holds(b, point));
        expect(holds(difference(a, b), point)).toBe(holds(a, point) && !holds(b, point));
      }
    }),
  );
});

test("neighbours become one interval", () => {
  expect(union<number>([[1, 3]], [[3, 5]])).toEqual([[1, 5]]);
});

test.each<[string, string, boolean]>([
  ["10.0.0.0/8", "10.20.0.0/16", true],
  ["10.0.0.0/8", "11.0.0.0/8", false],
  ["0.0.0.0/0", "203.0.113.7/32", true],
  ["::/0", "203.0.113.7/32", false],
  ["0.0.0.0/0", "2001:db8::1/128", false],
  ["fd00::/8", "fd12:3456::/32", true],
])("%s overlaps %s: %s", (a, b, expected) => {
  expect(overlap(network(a), network(b))).toBe(expected);
});

test("a block leaves out what it excepts", () => {
  const block = ipBlock("0.0.0.0/0", ["10.0.0.0/8"]);
  expect(overlap(block, network("10.1.2.3/32"))).toBe(false);
  expect(overlap(block, network("11.0.0.0/32"))).toBe(true);
});

test("public and private addresses are apart, and IPv6 counts", () => {
  expect(overlap(publicNetworks, privateNetworks)).toBe(false);
  expect(overlap(publicNetworks, networks("169.254.169.254/32", "127.0.0.1/32", "224.0.0.1/32"))).toBe(false);
  expect(overlap(publicNetworks, network("203.0.113.7/32"))).toBe(true);
  expect(overlap(publicNetworks, network("2a00::1/128"))).toBe(true);
});

test("a text that is no network is an error", () => {
  expect(() => network("10.0.0.0")).toThrow();
});

test("ports are written as a reader wants them", () => {
  expect(writePorts(allPorts)).toBe("every port");
  expect(writePorts(unitePorts([portRange("TCP", 80), portRange("TCP", 443, 445), portRange("UDP", 53)]))).toBe(
    "TCP 80, 443-445, UDP 53",
  );
  expect(writePorts(withoutPorts(allPorts, portRange("TCP", 1, 65535)))).toBe("UDP every port, SCTP every port");
});

test("a range that ends before it starts is closed", () => {
  expect(isClosed(portRange("TCP", 80, 79))).toBe(true);
  expect(isClosed(bothPorts(portRange("TCP", 80), portRange("UDP", 80)))).toBe(true);
});
