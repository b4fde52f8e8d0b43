import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, isObject, listAt, numberAt, textAt, textsAt, type Json } from "../../facts/json";
import { selects } from "../../network/label-selector";
import { hasPort } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import { Declarations } from "./declarations";

/** Policies of other kinds open and close paths too; what they do is not computed. */
const otherPolicies =
  /^(?:(?:Baseline)?AdminNetworkPolicy|ClusterNetworkPolicy|Cilium(?:Clusterwide)?NetworkPolicy|GlobalNetworkPolicy)$/;

/** Ways that NetworkPolicies do not show: Services that face outwards, pods in their node's network, foreign policies. */
export function judgeWaysAround(facts: Facts, site: Site, pen: Pen): readonly Verdict[] {
  const objects = Object.entries(facts.kubernetes).filter(([, fact]) => fact.site === site.name);
  const declared = new Declarations(facts, site);
  return [
    ...objects
      .filter(([, fact]) => fact.kind === "Service" && facesOutwards(fact.object))
      .flatMap(([id, fact]) => pen.sum(id, { failures: exposures(fact, site, declared) })),
    ...site.onHostNetwork.map((id) => hostNetwork(facts, id, pen)),
    ...objects.filter(([, fact]) => isForeign(fact)).map(([id, fact]) => foreign(id, fact, pen)),
  ];
}

const facesOutwards = (service: Json): boolean =>
  ["LoadBalancer", "NodePort"].includes(textAt(service, "spec", "type") ?? "") ||
  listAt(service, "spec", "externalIPs").length > 0;

/** A Service of the world needs a flow from the load balancers or the internet to each port behind it. */
function exposures({ object, namespace }: KubernetesFact, { pods }: Site, declared: Declarations): readonly Finding[] {
  const selector = at(object, "spec", "selector");
  if (!isObject(selector)) return [];
  const behind = pods.filter(
    (candidate) => candidate.namespace === namespace && selects({ matchLabels: textsAt(selector) }, candidate.labels),
  );
  return behind.flatMap((receiver) =>
    listAt(object, "spec", "ports").flatMap((entry, index) => {
      const port = targetOf(entry, receiver);
      const protocol = textAt(entry, "protocol") === "UDP" ? "UDP" : "TCP";
      const isDeclared =
        port !== undefined &&
        (["load-balancers", "public", "private"] as const).some((area) =>
          hasPort(declared.fromArea(area, receiver), protocol, port),
        );
      return isDeclared
        ? []
        : [
            {
              where: `spec.ports.${String(index)}`,
              value: at(entry, "targetPort") ?? at(entry, "port") ?? null,
              why: `shows ${receiver.id} to the outside, and no flow from load balancers or the internet says so`,
              wayOut: "make it a ClusterIP behind the gateway, or declare the flow",
            },
          ];
    }),
  );
}

function targetOf(entry: Json, { ports }: KnownPods): number | undefined {
  const name = textAt(entry, "targetPort");
  return name === undefined
    ? (numberAt(entry, "targetPort") ?? numberAt(entry, "port"))
    : ports.find((port) => port.name === name)?.port;
}

/** Allowed only where the plan lets a namespace be privileged, and says why. */
function hostNetwork({ kubernetes, plan }: Facts, id: string, { pass, fail }: Pen): Verdict {
  const security = plan.namespaces[kubernetes[id]?.namespace ?? ""]?.podSecurity;
  return security?.level === "privileged"
    ? pass(id, `outside every NetworkPolicy, in its node's network: ${security.reason}`)
    : fail(id, {
        where: "hostNetwork",
        value: true,
        why: "puts the pods into their node's network, where no NetworkPolicy holds",
        wayOut: "remove hostNetwork, or let the plan say why the namespace is privileged",
      });
}

const isForeign = ({ kind, object }: KubernetesFact): boolean =>
  otherPolicies.test(kind) || (kind === "NetworkPolicy" && object["apiVersion"] !== "networking.k8s.io/v1");

const foreign = (id: string, { kind, object }: KubernetesFact, { undecided }: Pen): Verdict =>
  undecided(id, {
    where: "kind",
    value: `${textAt(object, "apiVersion") ?? ""} ${kind}`,
    why: "changes what is reachable in a way that is not computed",
    wayOut: "say it with a networking.k8s.io/v1 NetworkPolicy",
  });
