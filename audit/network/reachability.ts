import { grouped } from "../grouped";
import { overlap, privateNetworks, type AddressSet } from "./address-set";
import { difference } from "./intervals";
import { labelSelector, selects, type Labels } from "./label-selector";
import { openedBy, type Direction, type NamedPort, type NetworkPolicy, type Peer, type Rule } from "./network-policy";
import type { Mesh } from "./mesh";
import { allPorts, bothPorts, isClosed, noPorts, unitePorts, type PortSet } from "./port-set";

/** Pods that no policy can tell apart: one template, or one declared set. */
export interface Pods {
  readonly id: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly NamedPort[];
  /** Service account, where it is known. */
  readonly account?: string;
  /** True for pods that the plan leaves out of the mesh which their namespace takes part in. Default: false. */
  readonly leftOut?: boolean;
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

/** A rule with its peers prepared for the many pods that they are asked of. */
interface Opening {
  readonly rule: Rule;
  /** What admits pods of a namespace, by their labels; empty where the rule names none of them. */
  readonly admissions: (namespace: string) => readonly ((labels: Labels) => boolean)[];
  readonly addresses: AddressSet | "every";
}

/** Openings of the policies that select some pods, and those of them that concern one namespace. */
interface Restriction {
  readonly openings: readonly Opening[];
  readonly concerning: Map<string, readonly Admission[]>;
}

interface Admission {
  readonly rule: Rule;
  readonly admissions: readonly ((labels: Labels) => boolean)[];
}

/**
 * What NetworkPolicies let through. A direction of a pod is open until a policy selects the pod for it; from then on it is open
 * to what the rules of all such policies name together. A connection needs both: the sender's egress, the receiver's ingress.
 */
export class Reachability {
  private readonly restrictions = {
    Ingress: new Map<Pods, Restriction | "unrestricted">(),
    Egress: new Map<Pods, Restriction | "unrestricted">(),
  } as const;
  private readonly openings = new Map<Rule, Opening>();
  private readonly labels = new Map<string, Labels>();
  private readonly byNamespace: ReadonlyMap<string, readonly NetworkPolicy[]>;

  constructor(
    private readonly cluster: Cluster,
    private readonly mesh?: Mesh,
  ) {
    this.byNamespace = grouped(cluster.policies, ({ namespace }) => namespace);
  }

  /** Policies of one namespace. */
  policiesIn(namespace: string): readonly NetworkPolicy[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** Ports of `to` on which `from` can open a connection, through a tunnel of the mesh where both take part. */
  between(from: Pods, to: Pods): PortSet {
    const out = this.half(from, "Egress", to, to);
    if (isClosed(out)) return noPorts;
    const into = this.half(to, "Ingress", from, to);
    if (isClosed(into)) return noPorts;
    const open = bothPorts(out, into);
    return this.mesh === undefined ? open : this.mesh.through(from, to, open);
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
    return this.restrictionOf(pods, direction) !== "unrestricted";
  }

  private half(self: Pods, direction: Direction, other: Pods, receiver: Pods): PortSet {
    const restriction = this.restrictionOf(self, direction);
    if (restriction === "unrestricted") return allPorts;
    const admitting = concerning(restriction, other.namespace).filter(({ admissions }) =>
      admissions.some((admits) => admits(other.labels)),
    );
    return admitting.length === 0 ? noPorts : unitePorts(admitting.map(({ rule }) => openedBy(rule, receiver.ports)));
  }

  private withAddresses(self: Pods, direction: Direction, addresses: AddressSet, named: readonly NamedPort[]): PortSet {
    if (addresses.length === 0) return noPorts;
    const restriction = this.restrictionOf(self, direction);
    if (restriction === "unrestricted") return allPorts;
    return unitePorts(
      restriction.openings
        .filter((opening) => opening.addresses === "every" || overlap(opening.addresses, addresses))
        .map(({ rule }) => openedBy(rule, named)),
    );
  }

  private restrictionOf(pods: Pods, direction: Direction): Restriction | "unrestricted" {
    const known = this.restrictions[direction].get(pods);
    if (known !== undefined) return known;
    const policies = this.policiesIn(pods.namespace).filter(
      ({ directions, podSelector }) => directions.includes(direction) && selects(podSelector, pods.labels),
    );
    const openings = policies.flatMap((policy) =>
      (direction === "Ingress" ? policy.ingress : policy.egress).map((rule) => this.opening(rule, policy)),
    );
    const restriction = policies.length === 0 ? "unrestricted" : { openings, concerning: new Map() };
    this.restrictions[direction].set(pods, restriction);
    return restriction;
  }

  private opening(rule: Rule, { namespace }: NetworkPolicy): Opening {
    const known = this.openings.get(rule);
    if (known !== undefined) return known;
    const { peers } = rule;
    const all = peers === "anyone" ? [] : peers.map((peer) => this.admission(peer, namespace));
    const opening: Opening =
      peers === "anyone"
        ? { rule, admissions: () => [() => true], addresses: "every" }
        : {
            rule,
            admissions: (other) => all.filter(({ names }) => names(other)).map(({ admits }) => admits),
            addresses: peers.flatMap((peer) => (peer.kind === "addresses" ? peer.addresses : [])),
          };
    this.openings.set(rule, opening);
    return opening;
  }

  private admission(
    peer: Peer,
    ownNamespace: string,
  ): { readonly names: (namespace: string) => boolean; readonly admits: (labels: Labels) => boolean } {
    switch (peer.kind) {
      case "addresses": {
        const holds = holdsPods(peer.addresses, this.cluster.podAddresses);
        return { names: () => holds, admits: () => true };
      }
      case "pods": {
        const admits = labelSelector(peer.pods);
        if (peer.namespaces === undefined) return { names: (namespace) => namespace === ownNamespace, admits };
        const isSelected = labelSelector(peer.namespaces);
        return { names: (namespace) => isSelected(this.labelsOf(namespace)), admits };
      }
    }
  }

  private labelsOf(namespace: string): Labels {
    const known = this.labels.get(namespace);
    if (known !== undefined) return known;
    const labels = { ...this.cluster.namespaces.get(namespace), "kubernetes.io/metadata.name": namespace };
    this.labels.set(namespace, labels);
    return labels;
  }
}

/** Openings with a peer in `namespace`: most have none, and pods are asked in pairs. */
function concerning({ openings, concerning: known }: Restriction, namespace: string): readonly Admission[] {
  const found =
    known.get(namespace) ??
    openings
      .map(({ rule, admissions }) => ({ rule, admissions: admissions(namespace) }))
      .filter(({ admissions }) => admissions.length > 0);
  known.set(namespace, found);
  return found;
}

function holdsPods(block: AddressSet, pods: PodAddresses): boolean {
  switch (pods.kind) {
    case "known":
      return overlap(block, pods.addresses);
    case "unknown":
      return privateNetworks.some((range) => difference([range], block).length === 0);
  }
}
