import { carriageOf, type Carriage } from "../../../catalog";
import type { MeshKind } from "../../../language";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, PlanFacts } from "../../facts";
import { isClosed, portRange, unitePorts, withoutPorts, writePorts, type PortSet } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import { isOurs } from "../zone-matrix/declarations";
import { judgeIstioPolicies } from "./istio-policies";
import { judgeLinkerdPolicies } from "./linkerd-policies";
import { meshWorld } from "./world";

/** The mesh asks for what each product can ask for, and strangers are heard where a flow says so. */
export const judgePolicies = (part: Facts, site: Site, whole: PlanFacts, ours: Pen): readonly Verdict[] => [
  ...judgeOwn(part, site, ours),
  ...judgeStrangers(part, site, whole, ours),
];

function judgeOwn(part: Facts, site: Site, ours: Pen): readonly Verdict[] {
  const { rules } = site.mesh;
  switch (rules.kind) {
    case "istio-ambient":
      return judgeIstioPolicies(part, site, rules.policies, ours);
    case "linkerd":
      return judgeLinkerdPolicies(part, site, rules, ours);
  }
}

/** Ports on which pods hear callers without an identity are those that a flow declares. */
function judgeStrangers(part: Facts, site: Site, whole: PlanFacts, { sum }: Pen): readonly Verdict[] {
  const { focus, mesh, name } = site;
  const pods = (focus === undefined ? site.pods : [...focus]).filter((each) => isOurs(each) && mesh.holds(each));
  const declared = admittedPorts(part, whole);
  return pods.flatMap((each) => {
    const extra = withoutPorts(mesh.heard(each), unitePorts(each.sets.map((set) => declared.get(set) ?? {})));
    return isClosed(extra)
      ? []
      : sum(`${name}/mesh/strangers/${each.id}`, { failures: [heard(each, extra, mesh.rules.kind)] });
  });
}

function admittedPorts(part: Facts, whole: PlanFacts): ReadonlyMap<string, PortSet> {
  const world = meshWorld(part.plan, whole);
  const ports = new Map<string, PortSet>();
  for (const flow of Object.values(part.plan.flows)) {
    if (flow.to.kind !== "pods" || !isHeard(carriageOf(flow, world), world.mesh.kind)) continue;
    const known = ports.get(flow.to.id) ?? {};
    ports.set(flow.to.id, unitePorts([known, portRange(flow.protocol, flow.port)]));
  }
  return ports;
}

/** To Linkerd's proxies a kubelet is a stranger as well. */
const isHeard = (carriage: Carriage | undefined, kind: MeshKind): boolean =>
  carriage?.kind === "admitted" ||
  (kind === "linkerd" && carriage?.kind === "past" && carriage.path.id === "kubelet-probes");

const heard = ({ id }: KnownPods, extra: PortSet, kind: MeshKind): Finding => ({
  where: { "istio-ambient": "PeerAuthentication", linkerd: "NetworkAuthentication" }[kind],
  value: writePorts(extra),
  why: `lets callers without an identity speak to ${id} in the clear, and no declared flow comes that way`,
  wayOut: "ask mutual TLS there, or declare the flow",
});
