import { isEnrolled, linkerdProxyPorts, portsOfNamespace, type Carriage } from "../catalog";
import { linkerdControlPlane } from "../catalog/footprints/linkerd";
import { linkerdIdentity, linkerdWebhookCertificates } from "../constructs/platform/mesh/linkerd-authority";
import { linkerdServer } from "../constructs/platform/mesh/linkerd-server";
import type { NetworkParties } from "../constructs/platform/network/peers";
import type { Flow, Party, Plan, PodSet } from "../language";
import type { ChartDefinition } from "./chart-definition";
import { flowsInto, type MetFlow } from "./flows-into";
import { networkParties } from "./foundation-chart";
import type { SiteContext } from "./site-context";

const { namespace } = linkerdControlPlane;

/** The authority of the mesh, before the mesh. */
export const linkerdIdentityChart: ChartDefinition = {
  stage: "mesh-identity",
  release: "mesh-identity",
  namespace,
  build: (chart) => {
    linkerdIdentity(chart);
    linkerdWebhookCertificates(chart);
  },
};

/** Every port that a flow leads to, and who is heard there: Linkerd's policies hold in the namespace that they lie in. */
export const linkerdChart = (context: SiteContext): ChartDefinition => ({
  stage: "mesh",
  release: "mesh",
  namespace,
  build: (chart) => {
    const { plan } = context;
    const parties = networkParties(context);
    for (const [id, podSet] of Object.entries(plan.podSets)) {
      if (!isEnrolled(id, plan)) continue;
      const { pastProxies } = portsOfNamespace(podSet.namespace, plan);
      const met = flowsInto(id, plan).filter(({ flow }) => isJudged(flow) && !pastProxies.includes(flow.port));
      for (const port of [...new Set(met.map(({ flow }) => flow.port))].sort((a, b) => a - b)) {
        const here = met.filter(({ flow }) => flow.port === port);
        linkerdServer(chart, {
          name: `${id.replace("/", "-")}-${String(port)}`,
          podSet,
          port,
          callers: here.flatMap((each) => callersOf(each, plan)),
          networks: here.flatMap(({ flow, carriage }) =>
            carriage.kind === "tunnel" ? [] : networksOf(flow.from, parties),
          ),
          reasons: [...new Set(here.flatMap(({ carriage }) => reasonsOf(carriage)))],
          probed: here.some(({ flow }) => flow.by === "kubelet"),
        });
      }
    }
  },
});

/** The proxy's own port is its own affair. */
const isJudged = ({ port, protocol }: Flow): boolean => protocol === "TCP" && port !== linkerdProxyPorts.admin;

function callersOf({ flow: { from }, carriage }: MetFlow, { podSets }: Plan): readonly PodSet[] {
  if (carriage.kind !== "tunnel" || from.kind !== "pods") return [];
  const podSet = podSets[from.id];
  return podSet === undefined ? [] : [podSet];
}

const reasonsOf = (carriage: Carriage): readonly string[] =>
  carriage.kind === "tunnel" ? [] : [`${carriage.path.id}: ${carriage.path.reason}`];

/** Whence those come that have no identity: nodes, and what calls through them. */
const networksOf = ({ kind }: Party, { nodes, kubernetesApi }: NetworkParties): readonly string[] => {
  switch (kind) {
    case "nodes":
      return nodes;
    case "kubernetes-api":
      return [...nodes, ...kubernetesApi];
    case "pods":
    case "all-pods":
    case "internet":
    case "load-balancers":
    case "cluster-dns":
    case "object-storage":
    case "key-service":
      return [];
  }
};
