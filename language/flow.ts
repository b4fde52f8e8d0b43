import type { PodSetOwner } from "./tenancy";
import type { Door, Zone } from "./zone";

/** Someone who opens or receives a connection. */
export type Party =
  /** Pods by id `<component>/<pod>`, such as `openbao/server` or `mail/stalwart`. */
  | { readonly kind: "pods"; readonly id: string }
  /** Every pod of the cluster; only monitoring may say so. */
  | { readonly kind: "all-pods" }
  /** Anywhere outside. */
  | { readonly kind: "internet" }
  /** The site's load balancers: what the internet sees of the platform. */
  | { readonly kind: "load-balancers" }
  /** The site's nodes: kubelets, host-network pods and the tunnel of the managed control plane. */
  | { readonly kind: "nodes" }
  | { readonly kind: "kubernetes-api" }
  | { readonly kind: "cluster-dns" }
  /** The cloud's object storage, reached over HTTPS at an address that the cloud chooses. */
  | { readonly kind: "object-storage" }
  /** The cloud's key management service. */
  | { readonly kind: "key-service" };

/** One permitted connection. Everything that is not a flow is denied. */
export interface Flow {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  /** Who asked for it and why, in a sentence without a full stop. */
  readonly because: string;
  /** The kubelet of the pod's own node, where a flow from the nodes is a probe and nothing else. Absent: any process of any node. */
  readonly by?: "kubelet";
}

/** A set of pods that policies select by labels. */
export interface PodSet {
  readonly namespace: string;
  readonly zone: Zone;
  readonly labels: Readonly<Record<string, string>>;
  /** What the zone matrix takes these pods for instead of their zone. */
  readonly door?: Door;
  /** Absent for pods of the platform itself. */
  readonly owner?: PodSetOwner;
  /** The account that these pods run under and no others of the namespace; absent where others share it. */
  readonly account?: string;
  /** Default: as their namespace. */
  readonly mesh?: MeshPlace;
}

/** A namespace, the zone it lies in and the Pod Security standard enforced there. */
export interface NamespacePlan {
  readonly zone: Zone;
  readonly podSecurity: PodSecurity;
  /** Absent where nothing is said of a mesh. */
  readonly mesh?: MeshPlace;
  /** Pods whose volumes stand in it, by id `<component>/<pod>`: it outlives its release, and they with it. Absent where there are none. */
  readonly holds?: readonly string[];
}

/** Whether the pods of a namespace, those in their node's network excepted, speak through the mesh. */
export type MeshPlace =
  | { readonly kind: "enrolled" }
  | { readonly kind: "outside"; /** Why its pods can't take part, or need not. */ readonly reason: string };

/** Kubernetes Pod Security standard of a namespace; anything looser than "restricted" carries its reason. */
export type PodSecurity =
  { readonly level: "restricted" } | { readonly level: "baseline" | "privileged"; readonly reason: string };
