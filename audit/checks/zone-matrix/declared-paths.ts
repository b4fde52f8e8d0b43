import type { Flow } from "../../../language";
import type { Finding, Findings, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { portsOf, whereabouts } from "../../network/party-areas";
import { bothPorts, isClosed, unitePorts, writePorts, type PortSet } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import { sideOf, type Side } from "./declarations";

/** Every declared flow is open in fact: the policies at both ends let it through. */
export function judgeDeclaredPaths({ plan }: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  return Object.entries(plan.flows).flatMap(([id, flow]) => {
    const findings = flowFindings(flow, site);
    return findings === undefined ? [] : sum(`${site.name}/flow/${id}`, findings);
  });
}

/** What keeps a flow from working at a site; undefined where it is not the business of this cluster. */
export function flowFindings(flow: Flow, site: Site): Findings | undefined {
  const from = sideOf(flow.from, site);
  const to = receivers(sideOf(flow.to, site), flow);
  if (from.kind === "outside" && to.kind === "outside") return undefined;
  const [absent] = [flow.from, flow.to].filter((_, index) => isAbsent(index === 0 ? from : to));
  if (absent !== undefined) {
    const who = absent.kind === "pods" ? absent.id : `${absent.kind} with port ${String(flow.port)}`;
    return site.isPrimary ? { failures: [], undecided: [nobody(who)] } : undefined;
  }
  const failures =
    from.kind === "pods"
      ? from.pods.flatMap((sender) => blockedFrom(sender, to, flow, site))
      : to.kind === "pods"
        ? to.pods.flatMap((receiver) => blockedFromOutside(from, receiver, flow, site))
        : [];
  return { failures };
}

const isAbsent = (side: Side): boolean => side.kind === "pods" && side.pods.length === 0;

/** "All pods" as a target means those that listen there. */
const receivers = (side: Side, { to, port, protocol }: Flow): Side =>
  side.kind === "pods" && to.kind === "all-pods"
    ? {
        kind: "pods",
        pods: side.pods.filter(({ ports }) => ports.some((open) => open.port === port && open.protocol === protocol)),
      }
    : side;

function blockedFrom(
  sender: KnownPods,
  to: Side,
  flow: Flow,
  { reachability, addresses, networks, mesh }: Site,
): readonly Finding[] {
  switch (to.kind) {
    case "pods":
      return to.pods.flatMap((receiver) => {
        const inTunnel = flow.protocol === "TCP" && mesh.holds(sender) && mesh.holds(receiver);
        const seen = inTunnel ? { ...flow, port: mesh.tunnelPort } : flow;
        return [
          ...blocked(seen, reachability.leaving(sender, receiver), `egress of ${sender.id} to ${receiver.id}`),
          ...blocked(seen, reachability.entering(sender, receiver), `ingress of ${receiver.id} from ${sender.id}`),
        ];
      });
    case "outside": {
      const open = unitePorts(
        whereabouts(to.outsider, networks).found.map((area) => reachability.toAddresses(sender, addresses[area])),
      );
      return blocked(flow, open, `egress of ${sender.id} to ${to.outsider}`);
    }
  }
}

function blockedFromOutside(
  from: Extract<Side, { kind: "outside" }>,
  receiver: KnownPods,
  flow: Flow,
  { reachability, addresses, networks, mesh }: Site,
): readonly Finding[] {
  const found =
    flow.by === "kubelet" && mesh.rules.kind === "istio-ambient" && mesh.holds(receiver)
      ? (["own-node"] as const)
      : whereabouts(from.outsider, networks).found;
  const open = unitePorts(found.map((area) => reachability.fromAddresses(receiver, addresses[area])));
  return blocked(flow, open, `ingress of ${receiver.id} from ${from.outsider}`);
}

const blocked = (flow: Flow, open: PortSet, where: string): readonly Finding[] =>
  isClosed(bothPorts(open, portsOf(flow)))
    ? [
        {
          where,
          value: writePorts(portsOf(flow)),
          why: `is closed: declared path cannot work (${flow.because})`,
          wayOut: "open it with a NetworkPolicy, or remove the flow",
        },
      ]
    : [];

const nobody = (who: string): Finding => ({
  where: "plan flows",
  value: who,
  why: "stands for no pods here, so that nobody knows whether the path works",
  wayOut: "synthesize or declare these pods, or remove the flow",
});
