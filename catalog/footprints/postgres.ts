import type { Footprint, MeshPlace } from "../../language";
import { images } from "../components";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Our Cluster; its name is a label of every instance and of the jobs that create and join instances. */
export const databaseCluster = { name: "postgres", namespace: "databases" } as const;

/** Why the namespace of the databases takes no part in the mesh. */
export const databasesOutside: MeshPlace = {
  kind: "outside",
  reason:
    "PostgreSQL takes TLS 1.3 alone and knows its clients by password and certificate, the standby at the other site too: a failover must not wait for a mesh. What it tells monitoring of itself goes in the clear",
};

/** Id of the instances of a database cluster, as flows name them. */
export const databaseInstances = (cluster: string): string => `${cluster}/instance`;

/**
 * The instances of a database cluster, made by CloudNativePG, each with the archiving sidecar beside it. The label
 * also selects the short-lived jobs that initialize an instance or join it to the primary: they need the same ways.
 * Ports as in the operator's sample policy (networkpolicy-example.yaml, 1.30).
 */
export const postgresFootprint = (cluster: string): Footprint => ({
  component: cluster,
  title: "PostgreSQL",
  namespace: databaseCluster.namespace,
  zone: "data",
  podSecurity: { level: "restricted" },
  mesh: databasesOutside,
  pods: {
    instance: {
      labels: { "cnpg.io/cluster": cluster },
      count: { kind: "planned", planPath: `databases.${cluster}.instances` },
      ports: { postgresql: tcp(5432), metrics: tcp(9187), status: tcp(8000) },
      // A floor; the plan's own entry (databases.<cluster>.cpuRequest, .memoryRequest) says what is really requested.
      ...chosenRequests(500, 2048),
      volumes: 1,
      images: [images.postgresql17, images.cloudnativePg, images.barmanSidecar],
      reaches: [
        ...resolvesNames,
        reachesPods(databaseInstances(cluster), 5432, "replicates from the primary"),
        reachesPods(databaseInstances(cluster), 8000, "asks the others whether it is cut off"),
        callsKubernetes("learns which instance is primary and reports its own state"),
        {
          to: { kind: "object-storage" },
          port: 443,
          protocol: "TCP",
          because: "archives its log and its backups outside the site, and restores from there",
        },
      ],
      receives: [probedOn(8000)],
    },
  },
});

/** The one cluster of a dedicated environment, and that of a shared platform's own services. */
export const postgres = postgresFootprint(databaseCluster.name);
