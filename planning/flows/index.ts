import type { Environment } from "../../environments/schema";
import type { Flow, NamespacePlan, PodSet } from "../../language";
import { componentFlows } from "./component-flows";
import { partyName } from "./parties";
import { proxyFlows } from "./proxy-flows";
import { planNamespaces, planPodSets } from "./pod-sets";
import { serviceFlows } from "./service-flows";

export * from "./components";
export { partyName } from "./parties";
export { bucketTargets, clustersOf } from "./service-flows";
export { challenged, planPodSets, planTenantNamespaces, solverId } from "./pod-sets";

/** The three maps of a plan that say who may talk to whom; the same at every site. */
export interface Reachability {
  readonly namespaces: Readonly<Record<string, NamespacePlan>>;
  readonly podSets: Readonly<Record<string, PodSet>>;
  readonly flows: Readonly<Record<string, Flow>>;
}

/** Everything that may connect in an environment; what is not in it is denied. */
export function flowsOf(
  environment: Pick<Environment, "suite" | "site" | "tenancy" | "alerts" | "parts" | "mesh">,
): Reachability {
  const namespaces = planNamespaces(environment);
  const podSets = planPodSets(environment);
  // Where a service has said itself why it resolves names, its reason stands.
  const flows = [
    ...proxyFlows({ mesh: environment.mesh, namespaces, podSets }),
    ...componentFlows(environment),
    ...serviceFlows(environment),
  ].map((flow) => [flowId(flow), flow] as const);
  return {
    namespaces,
    podSets,
    flows: Object.fromEntries(flows.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Id of a flow: who, whom, where. What a kubelet asks stands beside what others on its node may ask at the same port. */
const flowId = ({ from, to, port, protocol, by }: Flow): string =>
  `${partyName(from)}-to-${partyName(to)}-${String(port)}-${protocol.toLowerCase()}${by === undefined ? "" : `-by-${by}`}`;
