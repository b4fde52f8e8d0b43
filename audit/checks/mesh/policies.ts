import { carriageOf } from "../../../catalog";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, PlanFacts } from "../../facts";
import { isClosed, portRange, unitePorts, withoutPorts, writePorts, type PortSet } from "../../network/port-set";
import { rootNamespace } from "../../network/mesh";
import type { MeshPeers } from "../../network/mesh-policy";
import type { KnownPods, Site } from "../../network/site";
import { isOurs } from "../zone-matrix/declarations";
import { meshWorld } from "./world";

/** Mutual TLS is asked of everyone, nothing is allowed that no rule names, and strangers are heard where a flow says so. */
export function judgePolicies(part: Facts, site: Site, whole: PlanFacts, ours: Pen): readonly Verdict[] {
  const { mesh, focus } = site;
  const own = (id: string): boolean => Object.hasOwn(part.kubernetes, id);
  return [
    ...(focus === undefined ? judgeDefaults(site, ours) : []),
    ...mesh.policies.peers
      .filter(({ id }) => own(id))
      .flatMap((policy) => ours.sum(policy.id, { failures: peerFindings(policy) })),
    ...mesh.policies.authorizations
      .filter(({ id }) => own(id))
      .flatMap(({ id, rules }) => ours.sum(id, { failures: [], undecided: rules === "unread" ? [unread] : [] })),
    ...judgeStrangers(part, site, whole, ours),
  ];
}

function judgeDefaults({ name, mesh: { policies } }: Site, { sum }: Pen): readonly Verdict[] {
  const everywhere = policies.peers.filter(
    ({ namespace, selector }) => namespace === rootNamespace && selector === undefined,
  );
  const nothing = policies.authorizations.filter(
    ({ namespace, selector, rules }) => namespace === rootNamespace && selector === undefined && rules.length === 0,
  );
  return [
    ...sum(`${name}/mesh/mutual-tls`, {
      failures:
        everywhere.length > 0 && everywhere.every(({ mode }) => mode === "STRICT")
          ? []
          : [
              {
                where: `PeerAuthentication of ${rootNamespace}`,
                value: everywhere.map(({ mode }) => mode ?? "UNSET"),
                why: "does not ask mutual TLS of every pod",
                wayOut: "set spec.mtls.mode to STRICT without a selector",
              },
            ],
    }),
    ...sum(`${name}/mesh/default-deny`, {
      failures:
        nothing.length > 0
          ? []
          : [
              {
                where: `AuthorizationPolicy of ${rootNamespace}`,
                why: "is missing that allows nothing: whoever reaches a pod's tunnel would reach all of its ports",
                wayOut: "add one without a selector and without rules",
              },
            ],
    }),
  ];
}

/** In ambient mode a port's own mode without the pods' own STRICT denies every other port to everyone. */
function peerFindings({ namespace, selector, mode, portModes }: MeshPeers): readonly Finding[] {
  if (mode !== "STRICT") {
    return [
      {
        where: "spec.mtls.mode",
        ...(mode === undefined ? {} : { value: mode }),
        why: "is not STRICT, so that ports which it doesn't name are open to strangers or shut to everyone",
        wayOut: "set it to STRICT, and name the ports that take callers without an identity",
      },
    ];
  }
  return namespace === rootNamespace && selector !== undefined && Object.keys(portModes).length > 0
    ? [
        {
          where: "spec.selector",
          why: `has no effect in ${rootNamespace}, which speaks for all pods or for none`,
          wayOut: "put the policy into the namespace of the pods",
        },
      ]
    : [];
}

const unread: Finding = {
  where: "spec",
  why: "says more than which identities reach which ports, and what that comes to is not computed",
  wayOut: "allow by source namespaces, principals or their absence, and by port",
};

/** Ports on which pods hear callers without an identity are those that a flow declares. */
function judgeStrangers(part: Facts, site: Site, whole: PlanFacts, { sum }: Pen): readonly Verdict[] {
  const { focus, mesh, name } = site;
  const pods = (focus === undefined ? site.pods : [...focus]).filter((each) => isOurs(each) && mesh.holds(each));
  const declared = admittedPorts(part, whole);
  return pods.flatMap((each) => {
    const extra = withoutPorts(mesh.heard(each), unitePorts(each.sets.map((set) => declared.get(set) ?? {})));
    return isClosed(extra) ? [] : sum(`${name}/mesh/strangers/${each.id}`, { failures: [heard(each, extra)] });
  });
}

function admittedPorts(part: Facts, whole: PlanFacts): ReadonlyMap<string, PortSet> {
  const world = meshWorld(part.plan, whole);
  const ports = new Map<string, PortSet>();
  for (const flow of Object.values(part.plan.flows)) {
    if (flow.to.kind !== "pods" || carriageOf(flow, world)?.kind !== "admitted") continue;
    const known = ports.get(flow.to.id) ?? {};
    ports.set(flow.to.id, unitePorts([known, portRange(flow.protocol, flow.port)]));
  }
  return ports;
}

const heard = ({ id }: KnownPods, extra: PortSet): Finding => ({
  where: "PeerAuthentication",
  value: writePorts(extra),
  why: `lets callers without an identity speak to ${id} in the clear, and no declared flow comes that way`,
  wayOut: "ask mutual TLS there, or declare the flow",
});
