import { meshIdentity, meshSystem } from "../../catalog";
import { grouped } from "../grouped";
import { hasLabels } from "./label-selector";
import { matches, type MeshAuthorization, type MeshCaller, type MeshPeers, type MeshScope } from "./mesh-policy";
import { allPorts, allPortsOf, portRange, unitePorts, withoutPorts, type PortSet } from "./port-set";
import type { Pods } from "./reachability";

/** The policies of Istio at one site. */
export interface IstioPolicies {
  readonly authorizations: readonly MeshAuthorization[];
  readonly peers: readonly MeshPeers[];
}

/** Istio's root namespace: policies in it hold in every other. */
export const rootNamespace = meshSystem.namespace;

/** What Istio's policies let through once a tunnel is open, and who is heard without one. */
export class IstioRules {
  readonly kind = "istio-ambient";
  private readonly byNamespace: ReadonlyMap<string, readonly MeshAuthorization[]>;
  private readonly applying = new Map<Pods, readonly MeshAuthorization[]>();

  constructor(readonly policies: IstioPolicies) {
    this.byNamespace = grouped(policies.authorizations, ({ namespace }) => namespace);
  }

  /** Ports of `to` that the mesh lets `from` reach within a tunnel. */
  authorized(from: Pods, to: Pods): PortSet {
    return this.allowed(to, (caller) => admits(caller, from));
  }

  /** Ports of `to` that the mesh lets somebody without an identity reach. */
  inTheClear(to: Pods): PortSet {
    const heard = this.heard(to);
    const allowed = this.allowed(to, ({ kind }) => kind === "clear" || kind === "anyone");
    return withoutPorts(allowed, withoutPorts(allPorts, heard));
  }

  /** Ports on which `to` hears callers without an identity, whatever policies say of them. */
  heard(to: Pods): PortSet {
    const { peers } = this.policies;
    const strict = peers.some(
      ({ namespace, selector, mode }) =>
        selector === undefined && mode === "STRICT" && (namespace === rootNamespace || namespace === to.namespace),
    );
    const own = peers.filter((policy) => policy.namespace === to.namespace && selectsOwn(policy, to));
    if (!strict || own.some(({ mode }) => mode !== "STRICT" && mode !== undefined)) return allPortsOf("TCP");
    return unitePorts(
      own.flatMap(({ portModes }) =>
        Object.entries(portModes).flatMap(([port, mode]) => (isOpen(mode) ? [portRange("TCP", Number(port))] : [])),
      ),
    );
  }

  private allowed(to: Pods, isMeant: (caller: MeshCaller) => boolean): PortSet {
    const policies = this.policiesFor(to);
    if (policies.length === 0) return allPortsOf("TCP");
    return unitePorts(
      policies.flatMap(({ rules }) =>
        rules === "unread"
          ? [allPortsOf("TCP")]
          : rules.filter(({ callers }) => callers.some(isMeant)).map(({ ports }) => ports),
      ),
    );
  }

  private policiesFor(to: Pods): readonly MeshAuthorization[] {
    const known = this.applying.get(to);
    if (known !== undefined) return known;
    const found = [...new Set([rootNamespace, to.namespace])]
      .flatMap((namespace) => this.byNamespace.get(namespace) ?? [])
      .filter(({ selector }) => selector === undefined || hasLabels(to.labels, selector));
    this.applying.set(to, found);
    return found;
  }
}

function admits(caller: MeshCaller, { namespace, account }: Pods): boolean {
  switch (caller.kind) {
    case "anyone":
      return true;
    case "clear":
      return false;
    case "namespaces":
      return caller.patterns.some((pattern) => matches(pattern, namespace));
    case "principals":
      return (
        account !== undefined && caller.patterns.some((pattern) => matches(pattern, meshIdentity(namespace, account)))
      );
  }
}

/** Modes in which a caller without an identity is heard. */
const isOpen = (mode: string): boolean => mode === "PERMISSIVE" || mode === "DISABLE";

/** Selected by name; a selector in the root namespace reaches no other namespace's pods here. */
const selectsOwn = ({ selector, namespace }: MeshScope, { labels }: Pods): boolean =>
  selector !== undefined && namespace !== rootNamespace && hasLabels(labels, selector);
