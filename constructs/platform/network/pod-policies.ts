import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { tenantName, type Flow, type PodSet } from "../../../language";
import { peers, type NetworkParties, type Viewpoint } from "./peers";

export interface PodPoliciesProps {
  readonly namespace: string;
  readonly podSets: Readonly<Record<string, PodSet>>;
  readonly flows: readonly Flow[];
  readonly parties: NetworkParties;
  /** Whose namespace it is, where it is a tenant's. */
  readonly tenant?: Extract<Viewpoint, { kind: "tenant" }>;
}

/**
 * One NetworkPolicy for each set of pods in a namespace, made of declared flows and of nothing else: what a flow
 * names as target may enter, what it names as source may leave.
 */
export class PodPolicies extends Construct {
  constructor(scope: Construct, id: string, props: PodPoliciesProps) {
    super(scope, id);
    const { podSets, parties, flows, namespace, tenant } = props;
    for (const [podSet, set] of Object.entries(podSets)) {
      if (namespaceOf(set, tenant) !== namespace) continue;
      const viewpoint: Viewpoint = tenant ?? { kind: "platform", self: set };
      const isSelf = (party: Flow["from"]): boolean => party.kind === "pods" && party.id === podSet;
      const meets = (end: "from" | "to") => (flow: Flow) => {
        const met = peers(flow[end], podSets, parties, viewpoint);
        return met.length === 0 ? [] : [{ flow, peers: met }];
      };
      const name = podSet.replace("/", "-");
      new k8s.KubeNetworkPolicy(this, name, {
        metadata: { name, namespace },
        spec: {
          podSelector: { matchLabels: { ...set.labels } },
          policyTypes: ["Ingress", "Egress"],
          ingress: rules(flows.filter(({ to }) => isSelf(to)).flatMap(meets("from"))).map(({ met, ports }) => ({
            from: met.flatMap(({ peers: each }) => each),
            ports,
          })),
          egress: rules(flows.filter(({ from }) => isSelf(from)).flatMap(meets("to"))).map(({ met, ports }) => ({
            to: met.flatMap(({ peers: each }) => each),
            ports,
          })),
        },
      });
    }
  }
}

/** Namespace of a set as a tenant, or the platform, has it; undefined where it is the other's. */
function namespaceOf(
  { namespace, owner }: PodSet,
  tenant: Extract<Viewpoint, { kind: "tenant" }> | undefined,
): string | undefined {
  if (tenant === undefined) return owner?.kind === "each-tenant" ? undefined : namespace;
  return owner?.kind === "each-tenant" ? tenantName(tenant.tenant, namespace) : undefined;
}

/** A flow with its other end as a policy names it. */
interface Met {
  readonly flow: Flow;
  readonly peers: readonly k8s.NetworkPolicyPeer[];
}

/** Flows with the same port share a rule, so that a policy stays short enough to read. */
function rules(
  all: readonly Met[],
): readonly { readonly met: readonly Met[]; readonly ports: k8s.NetworkPolicyPort[] }[] {
  const byPort = new Map<string, Met[]>();
  for (const met of all) {
    const key = `${String(met.flow.port).padStart(5, "0")}/${met.flow.protocol}`;
    byPort.set(key, [...(byPort.get(key) ?? []), met]);
  }
  return [...byPort.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, met]) => ({ met, ports: portsOf(met.map(({ flow }) => flow)) }));
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
