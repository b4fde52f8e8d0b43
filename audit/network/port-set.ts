import { difference, intersection, union, type Intervals } from "./intervals";

export type Protocol = "TCP" | "UDP" | "SCTP";

/** Ports by protocol; what is missing is closed. */
export type PortSet = Readonly<Partial<Record<Protocol, Intervals<number>>>>;

export const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

const everyPort: Intervals<number> = [[1, 65536]];

export const noPorts: PortSet = {};
export const allPorts: PortSet = { TCP: everyPort, UDP: everyPort, SCTP: everyPort };
export const allPortsOf = (protocol: Protocol): PortSet => ({ [protocol]: everyPort });

/** Ports `first` to `last`, both included. */
export const portRange = (protocol: Protocol, first: number, last: number = first): PortSet =>
  last < first ? noPorts : { [protocol]: [[first, last + 1]] };

type Operation = (a: Intervals<number>, b: Intervals<number>) => Intervals<number>;

const combine = (a: PortSet, b: PortSet, operation: Operation): PortSet =>
  Object.fromEntries(
    protocols
      .map((protocol) => [protocol, operation(a[protocol] ?? [], b[protocol] ?? [])] as const)
      .filter(([, intervals]) => intervals.length > 0),
  );

export const bothPorts = (a: PortSet, b: PortSet): PortSet => combine(a, b, intersection);
export const withoutPorts = (a: PortSet, b: PortSet): PortSet => combine(a, b, difference);
export const unitePorts = ([first = noPorts, ...others]: readonly PortSet[]): PortSet =>
  others.reduce((sum, ports) => combine(sum, ports, union), first);

export const isClosed = (ports: PortSet): boolean =>
  protocols.every((protocol) => (ports[protocol] ?? []).length === 0);

export const hasPort = (ports: PortSet, protocol: Protocol, port: number): boolean =>
  (ports[protocol] ?? []).some(([start, end]) => start <= port && port < end);

/** `TCP 443, 8000-8999, UDP 53`, or `every port`. */
export function writePorts(ports: PortSet): string {
  const known = protocols.filter((protocol) => (ports[protocol] ?? []).length > 0);
  if (known.length === protocols.length && known.every((protocol) => isEvery(ports[protocol] ?? []))) {
    return "every port";
  }
  return known
    .map((protocol) => `${protocol} ${isEvery(ports[protocol] ?? []) ? "every port" : write(ports[protocol] ?? [])}`)
    .join(", ");
}

const isEvery = (intervals: Intervals<number>): boolean => withinEvery(intervals) === 0;
const withinEvery = (intervals: Intervals<number>): number => difference(everyPort, intervals).length;

const write = (intervals: Intervals<number>): string =>
  intervals
    .map(([start, end]) => (end === start + 1 ? String(start) : `${String(start)}-${String(end - 1)}`))
    .join(", ");
