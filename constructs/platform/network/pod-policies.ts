import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { carriageOf, probeAddress, tunnelPorts, type MeshWorld } from "../../../catalog";
import { tenantName, type Flow, type MeshKind, type PodSet } from "../../../language";
import { peers, type NetworkParties, type Viewpoint } from "./peers";

export interface PodPoliciesProps {
  readonly namespace: string;
  readonly podSets: Readonly<Record<string, PodSet>>;
  readonly flows: readonly Flow[];
  readonly parties: NetworkParties;
  /** What is known of the mesh. Default: there is none. */
  readonly mesh?: Omit<MeshWorld, "podSets">;
  /** Whose namespace it is, where it is a tenant's. */
  readonly tenant?: Extract<Viewpoint, { kind: "tenant" }>;
}

/**
 * One NetworkPolicy for each set of pods in a namespace, made of declared flows and of nothing else: what a flow
 * names as target may enter, what it names as source may leave. What the mesh carries passes as the tunnel that it is; on which port it
 * goes on from there is what the mesh's own policies say of the same flows.
 */
export class PodPolicies extends Construct {
  constructor(scope: Construct, id: string, props: PodPoliciesProps) {
    super(scope, id);
    const { podSets, parties, namespace, tenant, mesh } = props;
    const flows = props.flows.map((flow): Seen =>
      mesh === undefined ? atEveryNode(flow) : asSeen(flow, { podSets, ...mesh }),
    );
    for (const [podSet, set] of Object.entries(podSets)) {
      if (namespaceOf(set, tenant) !== namespace) continue;
      const viewpoint: Viewpoint = tenant ?? { kind: "platform", self: set };
      const isSelf = (party: Flow["from"]): boolean => party.kind === "pods" && party.id === podSet;
      const meets =
        (end: "from" | "to") =>
        ({ flow, nodeAddresses }: Seen) => {
          const party = flow[end];
          const met = [
            ...(nodeAddresses === "own-node" ? [] : peers(party, podSets, parties, viewpoint)),
            ...(nodeAddresses === "every-node" ? [] : [{ ipBlock: { cidr: probeAddress } }]),
          ];
          return met.length === 0 ? [] : [{ flow, peers: met }];
        };
      const name = podSet.replace("/", "-");
      new k8s.KubeNetworkPolicy(this, name, {
        metadata: { name, namespace },
        spec: {
          podSelector: { matchLabels: { ...set.labels } },
          policyTypes: ["Ingress", "Egress"],
          ingress: rules(flows.filter(({ flow: { to } }) => isSelf(to)).flatMap(meets("from"))).map(
            ({ met, ports }) => ({
              from: once(met),
              ports,
            }),
          ),
          egress: rules(flows.filter(({ flow: { from } }) => isSelf(from)).flatMap(meets("to"))).map(
            ({ met, ports }) => ({
              to: once(met),
              ports,
            }),
          ),
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

/** By which addresses nodes come to pods of the mesh, when they call and when they probe: Istio gives them another one, Linkerd doesn't. */
const towardsOwn: Readonly<Record<MeshKind, Readonly<Record<"calls" | "probes", Seen["nodeAddresses"]>>>> = {
  "istio-ambient": { calls: "both", probes: "own-node" },
  linkerd: { calls: "every-node", probes: "every-node" },
};

/** A flow as a policy of the network sees it. */
interface Seen {
  readonly flow: Flow;
  /** By which addresses nodes come, where they do: the mesh gives a node's own processes another one towards its own pods. */
  readonly nodeAddresses: "every-node" | "own-node" | "both";
}

const atEveryNode = (flow: Flow): Seen => ({ flow, nodeAddresses: "every-node" });

function asSeen(flow: Flow, world: MeshWorld): Seen {
  const carriage = carriageOf(flow, world);
  const { kind } = world.mesh;
  switch (carriage?.kind) {
    case undefined:
      return atEveryNode(flow);
    case "tunnel":
      return atEveryNode({ ...flow, port: tunnelPorts[kind] });
    case "admitted":
      return flow.from.kind === "nodes" ? { flow, nodeAddresses: towardsOwn[kind].calls } : atEveryNode(flow);
    case "past":
      return carriage.path.id === "kubelet-probes"
        ? { flow, nodeAddresses: towardsOwn[kind].probes }
        : atEveryNode(flow);
  }
}

/** Many flows between the same pods are one tunnel. */
const once = (met: readonly Met[]): k8s.NetworkPolicyPeer[] => [
  ...new Map(met.flatMap(({ peers: each }) => each).map((peer) => [JSON.stringify(peer), peer])).values(),
];

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
