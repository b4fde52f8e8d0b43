import type { JsonObject } from "../../audit/facts/json";
import type { Labels } from "../../audit/network/label-selector";

/** Equal nodes of one pool in one zone. */
export interface NodeGroup {
  readonly pool: string;
  readonly zone: string;
  readonly machine: string;
  /** Nodes in normal operation, and the most that the autoscaler may start. */
  readonly nodes: number;
  readonly most: number;
  readonly labels: Labels;
  /** As Kubernetes writes taints. */
  readonly taints: readonly JsonObject[];
  /** What one node leaves to pods: millicores, MiB, pods, and volumes that it can attach. */
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
  readonly volumes: number;
}

/** Who says what the pods are like. */
export type Origin =
  /** A synthesized object of ours. */
  | "ours"
  /** A footprint of somebody else's chart or operator. */
  | "declared"
  /** The catalogue, of what the cloud itself runs on the nodes. */
  | "cloud";

/** Pods that one controller keeps, with everything that decides where they may stand. */
export interface PodGroup {
  /** `<namespace>/<name>`. */
  readonly id: string;
  readonly origin: Origin;
  readonly controller: "Deployment" | "StatefulSet" | "DaemonSet";
  readonly namespace: string;
  readonly name: string;
  /** Pods in normal operation, and the most that an autoscaler may start. Of no meaning for a `DaemonSet`. */
  readonly replicas: number;
  readonly most: number;
  readonly labels: Labels;
  /** `spec` of a pod, without what no scheduler reads. */
  readonly pod: JsonObject;
  /** Volumes of its own that each pod claims, by name. */
  readonly claims: readonly string[];
  /** True where members of a set start without waiting for each other. */
  readonly parallel: boolean;
  /** True where a file says how the pods are spread; of others nobody knows. */
  readonly spread: boolean;
  /** True for jobs, which stand in the simulation as pods that never end, so that there is room for all that may run at once. */
  readonly passing: boolean;
}

/** One site with everything that decides where pods go, as synthesized files say it. */
export interface SiteWorld {
  readonly site: string;
  /** Empty where nobody says what nodes there are. */
  readonly nodes: readonly NodeGroup[];
  readonly groups: readonly PodGroup[];
  /** Namespaces, quotas, ranges of limits, priorities and disruption budgets, as they are applied. */
  readonly objects: readonly JsonObject[];
  /** True where a volume can be attached in its own zone alone, and is gone with it. */
  readonly zoneBound: boolean;
  /** Whether the tier promises that the loss of a zone is survived. */
  readonly survivesZoneLoss: boolean;
  /** Requests that the plan counts in normal operation, pods on every node included: millicores, MiB and pods. */
  readonly planned: { readonly cpu: number; readonly memory: number; readonly pods: number };
}
