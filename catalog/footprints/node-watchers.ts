import type { Footprint } from "../../language";

/** The one namespace of components that look at nodes themselves. */
export const nodeWatchers: Pick<Footprint, "namespace" | "zone" | "podSecurity"> = {
  namespace: "monitoring",
  zone: "mgmt",
  podSecurity: {
    level: "privileged",
    reason:
      "the node exporter reads the node's own processes, network and file systems, and the log agent the files of its pods' logs: host namespaces and paths",
  },
};
