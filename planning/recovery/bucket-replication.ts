import type { Cloud } from "../../catalog";
import { servingOf } from "../placement";
import type { RecoveryContext } from "./recovery-context";

interface Gap {
  readonly because: string;
  readonly wayOut: string;
}

/** How a bucket's objects reach the place that survives the site. */
export type Replication =
  | { readonly kind: "provider"; readonly cloud: Cloud }
  /** Copied, and nobody says how far behind. */
  | ({ readonly kind: "unbounded" } & Gap)
  /** Carried by a job in the cluster, at times that are known. */
  | { readonly kind: "job" };

/** How the buckets of services are copied out of the region of the site that serves; a schema rule keeps both ends in one cloud. */
export function replicationOf({ site, recovery, parts }: RecoveryContext["environment"]): Replication {
  if (parts.objects !== "provider") {
    return {
      kind: "unbounded",
      because: `${parts.objects} publishes no bound for the lag between sites, and two sites are no quorum`,
      wayOut: "test the lag in a drill, or keep the objects with the provider",
    };
  }
  if (servingOf({ site, recovery }).kind === "survivor") {
    return {
      kind: "unbounded",
      because: "the other site may be gone: nothing is copied until it follows again",
      wayOut: 'once it is back, write recovery.active "standby-followed"',
    };
  }
  return site.kind === "existing" ? { kind: "job" } : { kind: "provider", cloud: site.kind };
}
