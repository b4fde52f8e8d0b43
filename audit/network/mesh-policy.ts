import { at, isObject, listAt, membersAt, textAt, textsAt, type Json, type JsonObject } from "../facts/json";
import { allPorts, noPorts, portRange, unitePorts, type PortSet } from "./port-set";
import type { Labels } from "./label-selector";

/** Which pods a policy of the mesh speaks of. */
export interface MeshScope {
  readonly id: string;
  readonly namespace: string;
  /** Absent: all pods of the namespace; in the root namespace those of every one. */
  readonly selector: Labels | undefined;
}

/** Whom a rule admits. Patterns are exact, or begin or end with a star. */
export type MeshCaller =
  | { readonly kind: "anyone" }
  | { readonly kind: "clear" }
  | { readonly kind: "namespaces" | "principals"; readonly patterns: readonly string[] };

export interface MeshRule {
  readonly callers: readonly MeshCaller[];
  readonly ports: PortSet;
}

/** A `security.istio.io/v1` AuthorizationPolicy that allows; `unread` where it says more than is understood here. */
export interface MeshAuthorization extends MeshScope {
  readonly rules: readonly MeshRule[] | "unread";
}

/** A `security.istio.io/v1` PeerAuthentication. */
export interface MeshPeers extends MeshScope {
  /** As it stands there; absent where nothing does. */
  readonly mode: string | undefined;
  readonly portModes: Readonly<Record<string, string>>;
}

const scope = (id: string, namespace: string, object: JsonObject): MeshScope => {
  const labels = textsAt(at(object, "spec", "selector"), "matchLabels");
  return { id, namespace, selector: Object.keys(labels).length === 0 ? undefined : labels };
};

export const meshPeers = (id: string, namespace: string, object: JsonObject): MeshPeers => ({
  ...scope(id, namespace, object),
  mode: textAt(object, "spec", "mtls", "mode"),
  portModes: Object.fromEntries(
    membersAt(at(object, "spec"), "portLevelMtls").map(([port, mode]) => [port, textAt(mode, "mode") ?? "UNSET"]),
  ),
});

export function meshAuthorization(id: string, namespace: string, object: JsonObject): MeshAuthorization {
  const spec = at(object, "spec");
  const rules = listAt(spec, "rules").map((rule) => ruleOf(rule));
  const isPlain = only(spec, ["selector", "action", "rules"]) && ["ALLOW", undefined].includes(textAt(spec, "action"));
  const read = rules.flatMap((rule) => rule ?? []);
  return { ...scope(id, namespace, object), rules: isPlain && read.length === rules.length ? read : "unread" };
}

const only = (value: Json | undefined, known: readonly string[]): boolean =>
  !isObject(value) || Object.keys(value).every((key) => known.includes(key));

function ruleOf(rule: Json): MeshRule | undefined {
  const callers = listAt(rule, "from").map((from) => callerOf(at(from, "source")));
  const ports = listAt(rule, "to").map((to) => portsOf(at(to, "operation")));
  if (!only(rule, ["from", "to"]) || callers.includes(undefined) || ports.includes(undefined)) return undefined;
  return {
    callers: callers.length === 0 ? [{ kind: "anyone" }] : callers.flatMap((caller) => caller ?? []),
    ports: ports.length === 0 ? allPorts : unitePorts(ports.flatMap((set) => set ?? [])),
  };
}

function callerOf(source: Json | undefined): MeshCaller | undefined {
  const [kind, ...others] = isObject(source) ? Object.keys(source) : [];
  const patterns = listAt(source, kind ?? "").filter((pattern) => typeof pattern === "string");
  if (others.length > 0 || patterns.length === 0) return undefined;
  if (kind === "namespaces" || kind === "principals") return { kind, patterns };
  return kind === "notPrincipals" && patterns.length === 1 && patterns[0] === "*" ? { kind: "clear" } : undefined;
}

function portsOf(operation: Json | undefined): PortSet | undefined {
  const ports = listAt(operation, "ports").map(Number);
  if (!only(operation, ["ports"]) || ports.length === 0 || ports.some((port) => !Number.isInteger(port))) {
    return undefined;
  }
  return ports.reduce((sum, port) => unitePorts([sum, portRange("TCP", port)]), noPorts);
}

/** What Istio takes a pattern for: anything, an end, a beginning, or the text itself. */
export function matches(pattern: string, text: string): boolean {
  if (pattern === "*") return text !== "";
  if (pattern.startsWith("*")) return text.endsWith(pattern.slice(1));
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}
