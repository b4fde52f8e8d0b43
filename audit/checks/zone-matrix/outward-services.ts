import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { siteOfStack } from "../../facts/stack-name";
import { at, listAt, textAt, textsAt } from "../../facts/json";
import { selects } from "../../network/label-selector";
import { hasPort } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import {
  isOutward,
  keepsSource,
  targetOf,
  terraformService,
  type OutwardService,
} from "../../network/terraform-services";
import { Declarations } from "./declarations";

/**
 * A Service that faces outwards needs a flow from the load balancers or the internet to every port behind it, and must not hide
 * from the policies who is calling.
 */
export function judgeOutwardServices(facts: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const declared = new Declarations(facts, site);
  return servicesOf(facts, site).flatMap(([object, service]) => {
    const behind = portsBehind(service, site);
    return sum(object, {
      failures: behind === "nobody" ? [nobody(service)] : exposures(behind, declared),
      undecided: behind === "nobody" || service.keepsSource ? [] : hiddenSources(behind, site),
    });
  });
}

const servicesOf = (facts: Facts, { name: site }: Site): readonly (readonly [string, OutwardService])[] => [
  ...Object.entries(facts.kubernetes)
    .filter(([, { kind, object, ...fact }]) => fact.site === site && kind === "Service" && facesOutwards(object))
    .map(([id, { namespace = "default", object }]): readonly [string, OutwardService] => [
      id,
      {
        namespace,
        selector: textsAt(object, "spec", "selector"),
        keepsSource: keepsSource(
          textAt(object, "spec", "externalTrafficPolicy"),
          textsAt(object, "metadata", "annotations"),
        ),
        ports: listAt(object, "spec", "ports").map((port) => ({
          protocol: textAt(port, "protocol") === "UDP" ? "UDP" : "TCP",
          target: targetOf(at(port, "targetPort") ?? at(port, "port")),
        })),
      },
    ]),
  ...Object.entries(facts.terraform)
    .filter(([, { stack }]) => siteOfStack(stack, [site]) !== undefined)
    .flatMap(([id, fact]) => {
      const service = terraformService(fact);
      return service === undefined ? [] : [[id, service] as const];
    }),
];

const facesOutwards = (service: Facts["kubernetes"][string]["object"]): boolean =>
  isOutward(textAt(service, "spec", "type"), listAt(service, "spec", "externalIPs").length > 0);

/** One port of a Service, on one set of pods behind it. */
interface PortBehind {
  readonly where: string;
  readonly receiver: KnownPods;
  readonly protocol: "TCP" | "UDP";
  readonly target: number | string | undefined;
  /** Number of the target on the receiver; undefined where the receiver has no port of that name. */
  readonly port: number | undefined;
}

function portsBehind({ namespace, selector, ports }: OutwardService, { pods }: Site): readonly PortBehind[] | "nobody" {
  // A Service without a selector has its endpoints written by somebody else.
  if (Object.keys(selector).length === 0) return [];
  const receivers = pods.filter(
    (candidate) => candidate.namespace === namespace && selects({ matchLabels: selector }, candidate.labels),
  );
  if (receivers.length === 0) return "nobody";
  return receivers.flatMap((receiver) =>
    ports.map(({ protocol, target }, index) => ({
      where: `spec.ports.${String(index)}`,
      receiver,
      protocol,
      target,
      port: typeof target === "string" ? receiver.ports.find(({ name }) => name === target)?.port : target,
    })),
  );
}

const nobody = ({ selector }: OutwardService): Finding => ({
  where: "spec.selector",
  value: selector,
  why: "selects no pods that any file shows or declares, so that nobody knows what the world reaches",
  wayOut: "select pods by the labels of their set in the plan",
});

const exposures = (behind: readonly PortBehind[], declared: Declarations): readonly Finding[] =>
  behind
    .filter(
      ({ receiver, protocol, port }) =>
        port === undefined ||
        !(["load-balancers", "public", "private"] as const).some((area) =>
          hasPort(declared.fromArea(area, receiver), protocol, port),
        ),
    )
    .map(({ where, receiver, target }) => ({
      where,
      value: target ?? null,
      why: `shows ${receiver.id} to the outside, and no flow from load balancers or the internet says so`,
      wayOut: "make it a ClusterIP behind the gateway, or declare the flow",
    }));

/**
 * Under the traffic policy "Cluster" a connection may arrive with the address of the node that took it. Kubernetes leaves open
 * whether policies see that address or the one before, so that a policy that admits load balancers alone may block it.
 */
function hiddenSources(behind: readonly PortBehind[], { reachability, addresses }: Site): readonly Finding[] {
  // Without the nodes' network nobody can tell whether a policy admits it.
  if (addresses.nodes.length === 0) return [];
  const closed = new Map<string, number[]>();
  for (const { receiver, protocol, port } of behind) {
    if (port === undefined || hasPort(reachability.fromAddresses(receiver, addresses.nodes), protocol, port)) continue;
    closed.set(receiver.id, [...(closed.get(receiver.id) ?? []), port]);
  }
  return [...closed].map(([receiver, ports]) => ({
    where: "externalTrafficPolicy",
    value: "Cluster",
    why: `lets connections reach ${receiver} with a node's address, and its ingress on ${ports.join(", ")} admits no nodes`,
    wayOut: 'set it to "Local", or declare the flow from the nodes',
  }));
}
