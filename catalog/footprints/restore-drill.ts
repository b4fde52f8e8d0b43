import type { Footprint } from "../../language";
import { images } from "../components";
import { callsKubernetes, probedOn, resolvesNames, tcp } from "./connections";
import { databaseCluster, databasesOutside } from "./postgres";
import { chosenRequests } from "./requests";

/**
 * The cluster that a drill restores into, and the role that counts rows there and at the source. One stands at a time, whichever database it
 * was restored from. The secret holds the role's password.
 */
export const restoreDrill = { name: "restore-drill", role: "restore_drill", secret: "restore-drill" } as const;

/** The one instance that a drill restores, and the job that CloudNativePG makes to fetch it. */
export const restoreDrillFootprint: Footprint = {
  component: restoreDrill.name,
  title: "PostgreSQL of the restore drill",
  namespace: databaseCluster.namespace,
  zone: "data",
  podSecurity: { level: "restricted" },
  mesh: databasesOutside,
  pods: {
    instance: {
      labels: { "cnpg.io/cluster": restoreDrill.name },
      count: { kind: "planned", planPath: "drill.instances" },
      ports: { postgresql: tcp(5432), status: tcp(8000) },
      // Serves one client that counts rows; what it must hold is the plan's (drill.storage).
      ...chosenRequests(250, 1024),
      volumes: 1,
      images: [images.postgresql17, images.cloudnativePg, images.barmanSidecar],
      reaches: [
        ...resolvesNames,
        callsKubernetes("learns that it is the primary and reports its own state"),
        {
          to: { kind: "object-storage" },
          port: 443,
          protocol: "TCP",
          because: "restores from the archive outside the site",
        },
      ],
      receives: [probedOn(8000)],
    },
  },
};
