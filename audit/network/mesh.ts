import { enrolments, tunnelPorts } from "../../catalog";
import type { IstioRules } from "./istio-rules";
import type { LinkerdRules } from "./linkerd-rules";
import { hasPort, portRange, unitePorts, withoutPorts, type PortSet } from "./port-set";
import type { Pods } from "./reachability";

/** What the policies of each product come to. */
export type MeshRules = IstioRules | LinkerdRules;

/** What a mesh makes of connections: who takes part, and what it lets through once a tunnel is open. */
export class Mesh {
  /** Port on which pods take all that others of the mesh send them. */
  readonly tunnelPort: number;
  private readonly members = new Map<Pods, boolean>();

  constructor(
    /** Namespaces that bear what takes their pods in. */
    private readonly enrolled: ReadonlySet<string>,
    readonly rules: MeshRules,
  ) {
    this.tunnelPort = tunnelPorts[rules.kind];
  }

  /** True for pods that the mesh takes in: by their namespace, unless they say otherwise or are planned otherwise. */
  holds(pods: Pods): boolean {
    const known = this.members.get(pods);
    if (known !== undefined) return known;
    const { field, key, value } = enrolments[this.rules.kind];
    const own = field === "labels" ? pods.labels[key] : undefined;
    const member = pods.leftOut !== true && (own === undefined ? this.enrolled.has(pods.namespace) : own === value);
    this.members.set(pods, member);
    return member;
  }

  /** Ports of `to` that `from` reaches where network policies open `raw` between them. */
  through(from: Pods, to: Pods, raw: PortSet): PortSet {
    if (!this.holds(from) || !this.holds(to)) return raw;
    const past = withoutPorts(raw, portRange("TCP", this.tunnelPort));
    return hasPort(raw, "TCP", this.tunnelPort) ? unitePorts([past, this.authorized(from, to)]) : past;
  }

  /** Ports of `to` that the mesh lets `from` reach within a tunnel. */
  authorized(from: Pods, to: Pods): PortSet {
    return this.rules.authorized(from, to);
  }

  /** Ports of `to` that the mesh lets somebody without an identity reach. */
  inTheClear(to: Pods): PortSet {
    return this.rules.inTheClear(to);
  }

  /** Ports on which `to` hears callers without an identity, whatever policies say of them. */
  heard(to: Pods): PortSet {
    return this.rules.heard(to);
  }
}
