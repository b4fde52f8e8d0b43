import { carriageOf, linkerdProxyPorts, type Carriage } from "../../../catalog";
import type { Flow, MeshKind } from "../../../language";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, PlanFacts } from "../../facts";
import { hasPort } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import { sideOf, type Side } from "../zone-matrix/declarations";
import { meshWorld } from "./world";

/** Every declared flow is carried, admitted or excepted by name, and the policies of network and mesh agree with it. */
export function judgeCarriage(part: Facts, site: Site, whole: PlanFacts, { sum, pass }: Pen): readonly Verdict[] {
  const world = meshWorld(part.plan, whole);
  const users = new Map<string, { readonly reason: string; readonly flows: string[] }>();
  const verdicts = Object.entries(part.plan.flows).flatMap(([id, flow]) => {
    const carriage = carriageOf(flow, world);
    if (carriage !== undefined && carriage.kind !== "tunnel") {
      const { path } = carriage;
      const known = users.get(path.id);
      if (known === undefined) users.set(path.id, { reason: path.reason, flows: [id] });
      else known.flows.push(id);
    }
    return sum(`${site.name}/mesh/${id}`, {
      failures: carriage === undefined ? [nameless] : findings(flow, carriage, site),
    });
  });
  const notes =
    site.focus === undefined
      ? [...users].map(([id, { reason, flows }]) =>
          pass(`${site.name}/mesh-path/${id}`, `past the tunnel, ${id}: ${reason}; used by ${flows.join(", ")}`),
        )
      : [];
  return [...verdicts, ...notes];
}

function findings(flow: Flow, carriage: Carriage, site: Site): readonly Finding[] {
  const from = sideOf(flow.from, site);
  const to = sideOf(flow.to, site);
  if (to.kind === "outside") return [];
  switch (carriage.kind) {
    case "tunnel":
      return to.pods.flatMap((receiver) => sendersOf(from).flatMap((sender) => inTunnel(sender, receiver, flow, site)));
    case "admitted":
      return to.pods.flatMap((receiver) => inTheClear(receiver, flow, site));
    case "past":
      return carriage.path.id === "kubelet-probes" ? to.pods.flatMap((receiver) => probed(receiver, flow, site)) : [];
  }
}

const sendersOf = (side: Side): readonly KnownPods[] => (side.kind === "pods" ? side.pods : []);

function inTunnel(
  sender: KnownPods,
  receiver: KnownPods,
  flow: Flow,
  { mesh, reachability }: Site,
): readonly Finding[] {
  const way = `${sender.id} -> ${receiver.id}`;
  const outsider = [sender, receiver].find((pods) => !mesh.holds(pods));
  if (outsider !== undefined) {
    return [
      {
        where: way,
        value: outsider.id,
        why: "takes no part in the mesh, so that the flow travels in the clear",
        wayOut: "enrol its namespace, or plan it outside of the mesh with its reason",
      },
    ];
  }
  const isOpen = [reachability.leaving(sender, receiver), reachability.entering(sender, receiver)].every((ports) =>
    hasPort(ports, "TCP", mesh.tunnelPort),
  );
  return [
    ...(isOpen
      ? []
      : [
          {
            where: way,
            value: mesh.tunnelPort,
            why: "is closed: no network policy lets the tunnel through",
            wayOut: "open the tunnel's port between them at both ends",
          },
        ]),
    ...(hasPort(mesh.authorized(sender, receiver), flow.protocol, flow.port)
      ? []
      : [
          {
            where: way,
            value: flow.port,
            why: "is allowed by no AuthorizationPolicy, so that the tunnel ends there",
            wayOut: "allow the sender's identity on this port",
          },
        ]),
  ];
}

/** Whoever has no identity must be heard, and allowed. */
const inTheClear = (receiver: KnownPods, { port, protocol }: Flow, { mesh }: Site): readonly Finding[] =>
  hasPort(mesh.inTheClear(receiver), protocol, port)
    ? []
    : [
        {
          where: receiver.id,
          value: port,
          why: "refuses callers without an identity, and this flow comes from one",
          wayOut: hearing[mesh.rules.kind],
        },
      ];

function probed(receiver: KnownPods, flow: Flow, site: Site): readonly Finding[] {
  switch (site.mesh.rules.kind) {
    case "istio-ambient":
      return probedFrom("own-node", receiver, flow, site);
    case "linkerd":
      return [
        ...probedFrom("nodes", receiver, flow, site),
        // The proxy answers for itself on its own port.
        ...(flow.port === linkerdProxyPorts.admin ? [] : inTheClear(receiver, flow, site)),
      ];
  }
}

const probedFrom = (
  area: "own-node" | "nodes",
  receiver: KnownPods,
  { port, protocol }: Flow,
  { addresses, reachability }: Site,
): readonly Finding[] =>
  hasPort(reachability.fromAddresses(receiver, addresses[area]), protocol, port)
    ? []
    : [
        {
          where: receiver.id,
          value: port,
          why: "is closed to the address from which the mesh lets the kubelet's probes come",
          wayOut: "admit that address on the probed port",
        },
      ];

const hearing: Readonly<Record<MeshKind, string>> = {
  "istio-ambient": "make the port PERMISSIVE for these pods, and allow callers without a principal on it",
  linkerd: "let a NetworkAuthentication name the callers' networks for the port's Server",
};

const nameless: Finding = {
  where: "plan flows",
  why: "is neither carried by the mesh nor excepted by a path with a name",
  wayOut: "plan both ends as enrolled, or name the reason why one is not",
};
