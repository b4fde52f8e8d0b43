import type { Construct } from "constructs";
import { meshIdentity, meshSystem } from "../../../catalog";
import type {
  AuthorizationPolicy,
  AuthorizationPolicySpecRulesItem,
  AuthorizationPolicySpecRulesItemFromItemSource as Source,
} from "../../../imports/custom-resources/istio/authorization-policy";
import type { PodSet } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";

const kind = { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy" } as const;

/** Nobody reaches anything in the mesh until a policy says so: in Istio's root namespace it holds in every other. */
export function allowNothing(scope: Construct): void {
  const nothing: AuthorizationPolicy = { ...kind, spec: {} };
  customObject(scope, { name: "allow-nothing", namespace: meshSystem.namespace }, nothing);
}

/** Someone who may reach a port: pods by their identity, or whoever has none. */
export type Caller =
  | { readonly kind: "pods"; readonly podSet: PodSet; readonly port: number }
  | { readonly kind: "clear"; readonly port: number };

export interface AllowCallersProps {
  readonly name: string;
  readonly podSet: PodSet;
  readonly callers: readonly Caller[];
}

/**
 * What some pods are called by and where, once a tunnel has reached them. Pods that each tenant has get one policy for all tenants, in
 * Istio's root namespace: which tenant may tunnel to which is the network policies' business, and they name namespaces one by one.
 */
export function allowCallers(scope: Construct, { name, podSet, callers }: AllowCallersProps): void {
  const namespace = podSet.owner?.kind === "each-tenant" ? meshSystem.namespace : podSet.namespace;
  const some: AuthorizationPolicy = {
    ...kind,
    spec: { selector: { matchLabels: podSet.labels }, action: "ALLOW", rules: rulesOf(callers) },
  };
  customObject(scope, { name, namespace }, some);
}

/** Callers of the same ports share a rule. */
function rulesOf(callers: readonly Caller[]): AuthorizationPolicySpecRulesItem[] {
  const portsBySource = new Map<string, { readonly source: Source; readonly ports: Set<number> }>();
  for (const caller of callers) {
    const source = sourceOf(caller);
    const key = JSON.stringify(source);
    const known = portsBySource.get(key);
    if (known === undefined) portsBySource.set(key, { source, ports: new Set([caller.port]) });
    else known.ports.add(caller.port);
  }
  const byPorts = new Map<string, { readonly ports: readonly string[]; readonly sources: Source[] }>();
  for (const [, { source, ports }] of [...portsBySource].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const list = [...ports].sort((a, b) => a - b).map(String);
    const known = byPorts.get(list.join());
    if (known === undefined) byPorts.set(list.join(), { ports: list, sources: [source] });
    else known.sources.push(source);
  }
  return [...byPorts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { ports, sources }]) => ({
      from: sources.map((source) => ({ source })),
      to: [{ operation: { ports } }],
    }));
}

function sourceOf(caller: Caller): Source {
  switch (caller.kind) {
    case "clear":
      return { notPrincipals: ["*"] };
    case "pods": {
      const { namespace, account, owner } = caller.podSet;
      if (owner?.kind === "each-tenant") {
        return account === undefined
          ? { namespaces: [`*-${namespace}`] }
          : { principals: [`*-${namespace}/sa/${account}`] };
      }
      return account === undefined ? { namespaces: [namespace] } : { principals: [meshIdentity(namespace, account)] };
    }
  }
}
