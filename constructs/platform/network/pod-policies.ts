import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import type { Flow, PodSet } from "../../../language";
import { peers, type NetworkParties } from "./peers";

export interface PodPoliciesProps {
  readonly namespace: string;
  readonly podSets: Readonly<Record<string, PodSet>>;
  readonly flows: readonly Flow[];
  readonly parties: NetworkParties;
}

/**
 * One NetworkPolicy for each set of pods in a namespace, made of declared flows and of nothing else: what a flow
 * names as target may enter, what it names as source may leave.
 */
export class PodPolicies extends Construct {
  constructor(scope: Construct, id: string, props: PodPoliciesProps) {
    super(scope, id);
    for (const [podSet, { namespace, labels }] of Object.entries(props.podSets)) {
      if (namespace !== props.namespace) continue;
      const isSelf = (party: Flow["from"]): boolean => party.kind === "pods" && party.id === podSet;
      const name = podSet.replace("/", "-");
      new k8s.KubeNetworkPolicy(this, name, {
        metadata: { name, namespace },
        spec: {
          podSelector: { matchLabels: { ...labels } },
          policyTypes: ["Ingress", "Egress"],
          ingress: rules(props.flows.filter(({ to }) => isSelf(to))).map(({ flows, ports }) => ({
            from: flows.flatMap(({ from }) => peers(from, props.podSets, props.parties)),
            ports,
          })),
          egress: rules(props.flows.filter(({ from }) => isSelf(from))).map(({ flows, ports }) => ({
            to: flows.flatMap(({ to }) => peers(to, props.podSets, props.parties)),
            ports,
          })),
        },
      });
    }
  }
}

/** Flows with the same port share a rule, so that a policy stays short enough to read. */
function rules(
  flows: readonly Flow[],
): readonly { readonly flows: readonly Flow[]; readonly ports: k8s.NetworkPolicyPort[] }[] {
  const byPort = new Map<string, Flow[]>();
  for (const flow of flows) {
    const key = `${String(flow.port).padStart(5, "0")}/${flow.protocol}`;
    byPort.set(key, [...(byPort.get(key) ?? []), flow]);
  }
  return [...byPort.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ flows: group, ports: portsOf(group) }));
}

function portsOf(flows: readonly Flow[]): k8s.NetworkPolicyPort[] {
  const [first] = flows;
  if (first === undefined) return [];
  const port = (number: number): k8s.NetworkPolicyPort => ({
    port: k8s.IntOrString.fromNumber(number),
    protocol: first.protocol,
  });
  // The API server's Service listens on 443; behind it clouds use 443 or 6443, and policies see what is behind.
  return first.port === 443 && flows.every(({ to }) => to.kind === "kubernetes-api")
    ? [port(443), port(6443)]
    : [port(first.port)];
}
