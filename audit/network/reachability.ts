import { overlap, privateNetworks, type AddressSet } from "./address-set";
import { difference } from "./intervals";
import { selects, type Labels } from "./label-selector";
import { openedBy, type Direction, type NamedPort, type NetworkPolicy, type Peer, type Rule } from "./network-policy";
import { allPorts, bothPorts, isClosed, noPorts, unitePorts, type PortSet } from "./port-set";

/** Pods that no policy can tell apart: one template, or one declared set. */
export interface Pods {
  readonly id: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly NamedPort[];
}

export interface Cluster {
  /** Labels of each namespace; those without an entry have only the name that Kubernetes gives them. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: readonly NetworkPolicy[];
  readonly podAddresses: PodAddresses;
}

/**
 * Where pods lie, for blocks of addresses that happen to hold pods. Where that isn't known, only a block that holds
 * the whole of a private range is taken to hold pods: they lie somewhere in one of them.
 */
export type PodAddresses = { readonly kind: "known"; readonly addresses: AddressSet } | { readonly kind: "unknown" };

/** A rule with its peers resolved against the cluster. */
interface Opening {
  readonly rule: Rule;
  readonly admits: (pods: Pods) => boolean;
  readonly addresses: AddressSet | "every";
}

/**
 * What NetworkPolicies let through. A direction of a pod is open until a policy selects the pod for it; from then on it is open
 * to what the rules of all such policies name together. A connection needs both: the sender's egress, the receiver's ingress.
 */
export class Reachability {
  private readonly openings = new Map<string, readonly Opening[] | "unrestricted">();
  private readonly byNamespace = new Map<string, NetworkPolicy[]>();
  private readonly namespaceMatches = new Map<Peer, Map<string, boolean>>();

  constructor(private readonly cluster: Cluster) {
    for (const policy of cluster.policies) {
      const known = this.byNamespace.get(policy.namespace);
      if (known === undefined) this.byNamespace.set(policy.namespace, [policy]);
      else known.push(policy);
    }
  }

  /** Ports of `to` on which `from` can open a connection. */
  between(from: Pods, to: Pods): PortSet {
    const out = this.half(from, "Egress", to, to);
    return isClosed(out) ? noPorts : bothPorts(out, this.half(to, "Ingress", from, to));
  }

  /** Ports that the egress of `from` opens to `to`, whatever `to` thinks of it. */
  leaving(from: Pods, to: Pods): PortSet {
    return this.half(from, "Egress", to, to);
  }

  /** Ports that the ingress of `to` opens to `from`, whatever `from` thinks of it. */
  entering(from: Pods, to: Pods): PortSet {
    return this.half(to, "Ingress", from, to);
  }

  /** Ports on which `pods` may reach at least one of `addresses`. */
  toAddresses(pods: Pods, addresses: AddressSet): PortSet {
    return this.withAddresses(pods, "Egress", addresses, []);
  }

  /** Ports of `pods` that at least one of `addresses` may reach. */
  fromAddresses(pods: Pods, addresses: AddressSet): PortSet {
    return this.withAddresses(pods, "Ingress", addresses, pods.ports);
  }

  /** True where some policy selects `pods` for the direction. */
  isRestricted(pods: Pods, direction: Direction): boolean {
    return this.openingsOf(pods, direction) !== "unrestricted";
  }

  private half(self: Pods, direction: Direction, other: Pods, receiver: Pods): PortSet {
    const openings = this.openingsOf(self, direction);
    if (openings === "unrestricted") return allPorts;
    return unitePorts(openings.filter(({ admits }) => admits(other)).map(({ rule }) => openedBy(rule, receiver.ports)));
  }

  private withAddresses(self: Pods, direction: Direction, addresses: AddressSet, named: readonly NamedPort[]): PortSet {
    if (addresses.length === 0) return noPorts;
    const openings = this.openingsOf(self, direction);
    if (openings === "unrestricted") return allPorts;
    return unitePorts(
      openings
        .filter((opening) => opening.addresses === "every" || overlap(opening.addresses, addresses))
        .map(({ rule }) => openedBy(rule, named)),
    );
  }

  private openingsOf(pods: Pods, direction: Direction): readonly Opening[] | "unrestricted" {
    const key = `${direction}/${pods.id}`;
    const known = this.openings.get(key);
    if (known !== undefined) return known;
    const policies = (this.byNamespace.get(pods.namespace) ?? []).filter(
      ({ directions, podSelector }) => directions.includes(direction) && selects(podSelector, pods.labels),
    );
    const openings =
      policies.length === 0
        ? "unrestricted"
        : policies.flatMap((policy) =>
            (direction === "Ingress" ? policy.ingress : policy.egress).map((rule) => this.opening(rule, policy)),
          );
    this.openings.set(key, openings);
    return openings;
  }

  private opening(rule: Rule, { namespace }: NetworkPolicy): Opening {
    const { peers } = rule;
    if (peers === "anyone") return { rule, admits: () => true, addresses: "every" };
    return {
      rule,
      admits: (pods) => peers.some((peer) => this.isNamed(peer, pods, namespace)),
      addresses: peers.flatMap((peer) => (peer.kind === "addresses" ? peer.addresses : [])),
    };
  }

  private isNamed(peer: Peer, pods: Pods, ownNamespace: string): boolean {
    switch (peer.kind) {
      case "addresses":
        return holdsPods(peer.addresses, this.cluster.podAddresses);
      case "pods":
        return (
          (peer.namespaces === undefined
            ? pods.namespace === ownNamespace
            : this.isNamespaceNamed(peer, peer.namespaces, pods.namespace)) &&
          (peer.pods === undefined || selects(peer.pods, pods.labels))
        );
    }
  }

  private isNamespaceNamed(peer: Peer, selector: Extract<Peer, { kind: "pods" }>["namespaces"], name: string): boolean {
    const matches = this.namespaceMatches.get(peer) ?? new Map<string, boolean>();
    this.namespaceMatches.set(peer, matches);
    const known = matches.get(name);
    if (known !== undefined) return known;
    const labels = { ...this.cluster.namespaces.get(name), "kubernetes.io/metadata.name": name };
    const match = selects(selector, labels);
    matches.set(name, match);
    return match;
  }
}

function holdsPods(block: AddressSet, pods: PodAddresses): boolean {
  switch (pods.kind) {
    case "known":
      return overlap(block, pods.addresses);
    case "unknown":
      return privateNetworks.some((range) => difference([range], block).length === 0);
  }
}
