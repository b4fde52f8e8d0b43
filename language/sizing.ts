import type { Figure } from "./source";

/** What one replica asks for; limits are derived in planning. */
export interface Footing {
  readonly cpu: Figure<"millicores">;
  readonly memory: Figure<"MiB">;
}

/** How many replicas a workload needs. */
export type Sizing =
  | {
      readonly kind: "per-users";
      /** Named users one replica carries at the planned peak. */
      readonly usersPerReplica: Figure<"users/replica">;
      readonly footing: Footing;
    }
  | { readonly kind: "fixed"; readonly replicas: Figure<"replicas">; readonly footing: Footing };

/** How much a store holds: a fixed part and a part per named user; each present part is added. */
export interface Extent {
  readonly fixed?: Figure<"MiB">;
  /** As the seed documents estimate it. */
  readonly perUserSeed?: Figure<"MiB/user">;
  /** As measured elsewhere; taken when the environment says `usage: "measured"`, else printed beside. */
  readonly perUserMeasured?: Figure<"MiB/user">;
}
