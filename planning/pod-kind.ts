import type { Derived } from "../language";
import type { Spread } from "./packing";

/** Pods of one kind at one site. */
export interface PodKind {
  /** `<component>/<pod>`. */
  readonly id: string;
  /** Name of the same pods of every tenant, where each has its own. */
  readonly shared?: string;
  readonly count: Derived<"replicas"> | Derived<"pods">;
  /** The most that an autoscaler may start; equals `count` where nothing scales. */
  readonly most: Derived<"replicas"> | Derived<"pods">;
  /** Requests of one pod. */
  readonly cpu: Derived<"millicores">;
  readonly memory: Derived<"MiB">;
  /** Sizes of the volumes of one pod. */
  readonly volumes: readonly Derived<"MiB">[];
  readonly spread: Spread;
  /** True where volumes stand for some hours a week: there must be room for them, and no month is paid. Default: false. */
  readonly passing?: boolean;
}

/** A pod that runs on every node, and so makes every node smaller. */
export interface PerNodeKind {
  readonly id: string;
  readonly cpu: Derived<"millicores">;
  readonly memory: Derived<"MiB">;
}

/** Everything that runs at a site. */
export interface PodDemand {
  readonly kinds: readonly PodKind[];
  readonly perNode: readonly PerNodeKind[];
}
