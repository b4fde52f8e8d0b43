import { at, isObject, listAt, numberAt, textAt, type Json, type JsonObject } from "../facts/json";
import { ipBlock, type AddressSet } from "./address-set";
import {
  allPorts,
  allPortsOf,
  noPorts,
  portRange,
  protocols,
  unitePorts,
  type PortSet,
  type Protocol,
} from "./port-set";

export type Direction = "Ingress" | "Egress";

/** Who a rule names at the other end. */
export type Peer =
  | { readonly kind: "addresses"; readonly addresses: AddressSet }
  | {
      readonly kind: "pods";
      /** Absent: the policy's own namespace. */
      readonly namespaces: Json | undefined;
      /** Absent: every pod of those namespaces. */
      readonly pods: Json | undefined;
    };

export interface Rule {
  /** `anyone` where the rule names nobody. */
  readonly peers: readonly Peer[] | "anyone";
  readonly ports: readonly RulePort[] | "every";
}

/** Ports by number, or by a name that each receiving pod gives to a port of its own. */
export type RulePort =
  | { readonly kind: "numbers"; readonly ports: PortSet }
  | { readonly kind: "name"; readonly name: string; readonly protocol: Protocol };

export interface NetworkPolicy {
  readonly id: string;
  readonly namespace: string;
  readonly podSelector: Json | undefined;
  readonly directions: readonly Direction[];
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

/** A `networking.k8s.io/v1` NetworkPolicy as the API server completes it. */
export function networkPolicy(id: string, namespace: string, object: JsonObject): NetworkPolicy {
  const spec = at(object, "spec");
  const rules = (direction: "ingress" | "egress", end: "from" | "to"): Rule[] =>
    listAt(spec, direction).map((rule) => ({ peers: peersOf(rule, end), ports: portsOf(rule) }));
  const egress = rules("egress", "to");
  return {
    id,
    namespace,
    podSelector: at(spec, "podSelector"),
    directions: directionsOf(spec, egress),
    ingress: rules("ingress", "from"),
    egress,
  };
}

/** Types left out mean ingress, and egress as well where there is a rule for it. */
function directionsOf(spec: Json | undefined, egress: readonly Rule[]): readonly Direction[] {
  const types = listAt(spec, "policyTypes");
  if (types.length === 0) return egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
  return (["Ingress", "Egress"] as const).filter((direction) => types.includes(direction));
}

function peersOf(rule: Json, end: "from" | "to"): Rule["peers"] {
  const peers = listAt(rule, end);
  return peers.length === 0 ? "anyone" : peers.flatMap((peer) => peerOf(peer));
}

function peerOf(peer: Json): readonly Peer[] {
  const block = at(peer, "ipBlock");
  if (isObject(block)) {
    const except = listAt(block, "except").filter((cidr) => typeof cidr === "string");
    return [{ kind: "addresses", addresses: ipBlock(textAt(block, "cidr") ?? "", except) }];
  }
  const namespaces = at(peer, "namespaceSelector");
  const pods = at(peer, "podSelector");
  return isObject(namespaces) || isObject(pods) ? [{ kind: "pods", namespaces, pods }] : [];
}

function portsOf(rule: Json): Rule["ports"] {
  const ports = listAt(rule, "ports");
  return ports.length === 0 ? "every" : ports.map((port) => portOf(port));
}

function portOf(entry: Json): RulePort {
  const protocol = protocols.find((candidate) => candidate === textAt(entry, "protocol")) ?? "TCP";
  const name = textAt(entry, "port");
  if (name !== undefined) return { kind: "name", name, protocol };
  const port = numberAt(entry, "port");
  return {
    kind: "numbers",
    ports: port === undefined ? allPortsOf(protocol) : portRange(protocol, port, numberAt(entry, "endPort") ?? port),
  };
}

/** A port that a pod's container names. */
export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** What a rule opens on a receiver that gives its ports these names; addresses outside give none. */
export function openedBy({ ports }: Rule, named: readonly NamedPort[]): PortSet {
  if (ports === "every") return allPorts;
  return unitePorts(
    ports.map((port) => {
      switch (port.kind) {
        case "numbers":
          return port.ports;
        case "name": {
          const match = named.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
          return match === undefined ? noPorts : portRange(match.protocol, match.port);
        }
      }
    }),
  );
}
