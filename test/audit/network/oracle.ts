import type { Json } from "../../../audit/facts/json";
import { at, listAt, membersAt, numberAt, textAt } from "../../../audit/facts/json";

/** A pod with one address, or somebody outside who has nothing but an address. */
export interface Endpoint {
  readonly address: string;
  readonly pod?: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
  };
}

export interface World {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** NetworkPolicies as they stand in their files. */
  readonly policies: readonly Json[];
}

/**
 * Whether one packet would pass, decided the slow way: one sender, one receiver, one port, every policy read anew from its file.
 * Written from the API reference of NetworkPolicy, without a part of the engine it judges.
 */
export function isAllowed(world: World, from: Endpoint, to: Endpoint, port: number, protocol: string): boolean {
  return (
    passes(world, "Egress", from, to, to, port, protocol) && passes(world, "Ingress", to, from, to, port, protocol)
  );
}

function passes(
  world: World,
  direction: "Ingress" | "Egress",
  self: Endpoint,
  other: Endpoint,
  receiver: Endpoint,
  port: number,
  protocol: string,
): boolean {
  const { pod } = self;
  if (pod === undefined) return true;
  const selecting = world.policies.filter(
    (policy) =>
      textAt(policy, "metadata", "namespace") === pod.namespace &&
      matches(at(policy, "spec", "podSelector"), pod.labels) &&
      typesOf(policy).includes(direction),
  );
  if (selecting.length === 0) return true;
  const field = direction === "Ingress" ? "ingress" : "egress";
  const ends = direction === "Ingress" ? "from" : "to";
  return selecting.some((policy) =>
    listAt(policy, "spec", field).some((rule) => {
      const peers = listAt(rule, ends);
      const ports = listAt(rule, "ports");
      const peerFits = peers.length === 0 || peers.some((peer) => isPeer(world, pod.namespace, peer, other));
      const portFits = ports.length === 0 || ports.some((entry) => isPort(entry, receiver, port, protocol));
      return peerFits && portFits;
    }),
  );
}

function typesOf(policy: Json): readonly Json[] {
  const types = listAt(policy, "spec", "policyTypes");
  if (types.length > 0) return types;
  return listAt(policy, "spec", "egress").length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function isPeer(world: World, own: string, peer: Json, { address, pod }: Endpoint): boolean {
  const cidr = textAt(peer, "ipBlock", "cidr");
  if (cidr !== undefined) {
    const holes = listAt(peer, "ipBlock", "except");
    return inside(address, cidr) && !holes.some((hole) => typeof hole === "string" && inside(address, hole));
  }
  if (pod === undefined) return false;
  const namespaces = at(peer, "namespaceSelector");
  const pods = at(peer, "podSelector");
  if (namespaces === undefined && pods === undefined) return false;
  if (pods !== undefined && !matches(pods, pod.labels)) return false;
  if (namespaces === undefined) return pod.namespace === own;
  return matches(namespaces, { ...world.namespaces[pod.namespace], "kubernetes.io/metadata.name": pod.namespace });
}

function isPort(entry: Json, receiver: Endpoint, port: number, protocol: string): boolean {
  if ((textAt(entry, "protocol") ?? "TCP") !== protocol) return false;
  const name = textAt(entry, "port");
  if (name !== undefined) {
    return (receiver.pod?.ports ?? []).some(
      (named) => named.name === name && named.port === port && named.protocol === protocol,
    );
  }
  const first = numberAt(entry, "port");
  if (first === undefined) return true;
  return port >= first && port <= (numberAt(entry, "endPort") ?? first);
}

function matches(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of membersAt(selector, "matchLabels")) if (labels[key] !== value) return false;
  for (const expression of listAt(selector, "matchExpressions")) {
    const key = textAt(expression, "key") ?? "";
    const has = key in labels;
    const isListed = has && listAt(expression, "values").includes(labels[key] ?? "");
    const operator = textAt(expression, "operator");
    if (operator === "In" && !isListed) return false;
    if (operator === "NotIn" && isListed) return false;
    if (operator === "Exists" && !has) return false;
    if (operator === "DoesNotExist" && has) return false;
  }
  return true;
}

function inside(address: string, cidr: string): boolean {
  const [base = "", bits = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(base) / size);
}

const toNumber = (address: string): number => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
