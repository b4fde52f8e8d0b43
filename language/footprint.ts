import type { Flow, MeshPlace, PodSecurity, Party } from "./flow";
import type { HelmChart } from "./helm-chart";
import type { Image } from "./image";
import type { Figure } from "./source";
import type { Zone } from "./zone";

/** How many pods of a kind a component runs. */
export type PodCount =
  | { readonly kind: "fixed"; readonly count: number }
  | { readonly kind: "per-node" }
  /** As many as an own plan entry says, such as the instances of a database cluster. */
  | { readonly kind: "planned"; readonly planPath: string };

/** Classes that every cluster brings, and that pods of any namespace may name (Kubernetes 1.17 and later). */
export type PriorityClass = "system-node-critical";

/** Pods that no synthesized file shows, because a third-party chart or an operator makes them. */
export interface FootprintPod {
  /** Labels that select these pods and no others in their namespace. */
  readonly labels: Readonly<Record<string, string>>;
  /** Service account of these pods, where no other pods of the namespace run under it. */
  readonly account?: string;
  readonly count: PodCount;
  /**
   * Class by which these pods come before others. A pod that must run on every node names one: on a node that has come back whoever waits may have taken its room,
   * and without a class it never makes them go. Default: none.
   */
  readonly priorityClass?: PriorityClass;
  readonly ports: Readonly<Record<string, { readonly port: number; readonly protocol: "TCP" | "UDP" }>>;
  /** What one pod requests, all its containers together. */
  readonly cpu: Figure<"millicores">;
  readonly memory: Figure<"MiB">;
  /** Volumes attached to one pod. */
  readonly volumes: number;
  readonly images: readonly Image[];
  /** Connections these pods open. */
  readonly reaches: readonly Reach[];
  /** Connections from parties that are no pods, such as an admission call from the API server. */
  readonly receives: readonly Receipt[];
}

export type Reach = Pick<Flow, "port" | "protocol" | "because"> & { readonly to: Party };
export type Receipt = Pick<Flow, "port" | "protocol" | "because" | "by"> & { readonly from: Party };

/** One third-party component as it is installed: its chart, its namespace and the pods to expect. */
export interface Footprint {
  /** Component id, such as `cert-manager`; first half of every pod id. */
  readonly component: string;
  readonly title: string;
  readonly namespace: string;
  readonly zone: Zone;
  readonly podSecurity: PodSecurity;
  /** Default: enrolled. The same for every component of a namespace. */
  readonly mesh?: MeshPlace;
  /** Absent where an operator makes the pods from a custom resource of ours. */
  readonly chart?: HelmChart;
  readonly pods: Readonly<Record<string, FootprintPod>>;
}
