import type { k8s } from "cdk8s-plus-28";
import {
  databaseCellLabel,
  tenantLabel,
  tenantName,
  tenantPartLabel,
  type Party,
  type PodSet,
} from "../../../language";

/** Whose policy is being written: one of the platform's, for some pods of its own, or one in a tenant's namespace. */
export type Viewpoint =
  | { readonly kind: "platform"; readonly self: PodSet }
  | {
      readonly kind: "tenant";
      readonly tenant: string;
      /** Cluster that holds its databases. */ readonly cell: string;
    };

/** Networks behind the parties that are no pods, at one site. */
export interface NetworkParties {
  readonly nodes: readonly string[];
  /**
   * Where packets of the public entry come from; nodes and pods inside such a network are no clients. `internet` where packets
   * bear their clients' own addresses.
   */
  readonly loadBalancers: "internet" | { readonly cidr: string; readonly except: readonly string[] };
  /** Private networks of object storage and key services, beside public addresses. */
  readonly endpoints: readonly string[];
  /** Pods through which the control plane calls into the cluster; absent where it calls from the nodes. */
  readonly controlPlanePods?: Readonly<Record<string, string>>;
  /** Private networks in which policies see the API server, beside public addresses. */
  readonly kubernetesApi: readonly string[];
  /** Public addresses at which the cloud answers its own machines; no pod may reach them. Default: none. */
  readonly platform?: readonly string[];
}

/** Networks that are never "the internet": private, shared, link-local. */
const notInternet = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

const outside = ({ platform = [] }: NetworkParties): k8s.NetworkPolicyPeer => ({
  ipBlock: { cidr: "0.0.0.0/0", except: [...notInternet, ...platform] },
});

/**
 * Peers of a policy for one party; none where it has nothing to do with the viewpoint's tenant. Managed control planes, object stores and key services have public addresses that
 * the cloud chooses, so that no policy can name them more narrowly than "outside" on their port.
 */
export function peers(
  party: Party,
  podSets: Readonly<Record<string, PodSet>>,
  parties: NetworkParties,
  viewpoint: Viewpoint,
): k8s.NetworkPolicyPeer[] {
  switch (party.kind) {
    case "pods": {
      const set = podSets[party.id];
      const namespaces = set === undefined ? undefined : namespacesOf(set, viewpoint);
      return set === undefined || namespaces === undefined
        ? []
        : [{ namespaceSelector: namespaces, podSelector: { matchLabels: { ...set.labels } } }];
    }
    case "all-pods":
      return [{ namespaceSelector: {} }];
    case "cluster-dns":
      return [systemPods({ "k8s-app": "kube-dns" })];
    case "nodes":
      return [
        ...parties.nodes.map((cidr) => ({ ipBlock: { cidr } })),
        ...(parties.controlPlanePods === undefined ? [] : [systemPods(parties.controlPlanePods)]),
      ];
    case "load-balancers":
      // The world is outside: a pod of the cluster that calls a public name comes back in with the gateway's address.
      return [parties.loadBalancers === "internet" ? outside(parties) : { ipBlock: ipBlock(parties.loadBalancers) }];
    case "kubernetes-api":
      return [outside(parties), ...parties.kubernetesApi.map((cidr) => ({ ipBlock: { cidr } }))];
    case "internet":
      return [outside(parties)];
    case "object-storage":
    case "key-service":
      return [outside(parties), ...parties.endpoints.map((cidr) => ({ ipBlock: { cidr } }))];
  }
}

const ipBlock = ({ cidr, except }: Exclude<NetworkParties["loadBalancers"], "internet">): k8s.IpBlock => ({
  cidr,
  ...(except.length === 0 ? {} : { except: [...except] }),
});

const systemPods = (labels: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { ...labels } },
});

/**
 * Namespaces in which a viewpoint meets a set of pods; undefined where it never does. The platform selects tenants by label, so
 * that none of its policies changes when a tenant comes or goes; a tenant names its own namespaces, and its own cell.
 */
function namespacesOf({ namespace, owner }: PodSet, viewpoint: Viewpoint): k8s.LabelSelector | undefined {
  const named = (name: string): k8s.LabelSelector => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
  switch (viewpoint.kind) {
    case "platform": {
      if (owner?.kind !== "each-tenant") return named(namespace);
      const { self } = viewpoint;
      const inCell = self.owner?.kind === "database-cell" ? { [databaseCellLabel]: self.owner.cell } : {};
      return {
        matchLabels: { [tenantPartLabel]: namespace, ...inCell },
        matchExpressions: [{ key: tenantLabel, operator: "Exists" }],
      };
    }
    case "tenant":
      switch (owner?.kind) {
        case undefined:
          return named(namespace);
        case "each-tenant":
          return named(tenantName(viewpoint.tenant, namespace));
        case "database-cell":
          return owner.cell === viewpoint.cell ? named(namespace) : undefined;
      }
  }
}
