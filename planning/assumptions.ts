import { hoursPerMonth } from "../catalog";
import { figure, gibibytes, mebibytes, millicores, quantity, seconds, type Figure, type Source } from "../language";

const decision: Source = { kind: "decision", ref: "bestek planning assumptions", date: "2026-11-21" };

/** One of its three servers at 200 requests/s and 10,000 users: 8 vCPU and 30 GB. */
const gitlab: Source = {
  kind: "estimate",
  ref: "GitLab reference architecture for 200 RPS or 10,000 users, standing in for any service with a database",
  date: "2026-11-20",
};

/** Numbers that planning needs and no catalogue holds, each with what stands behind it. */
export const assumptions = {
  databaseUsersPerStep: figure(quantity(1000, "users"), "users by which a database cluster grows at once", decision),
  databaseCpuPerStep: figure(
    millicores(800),
    "processor of one PostgreSQL instance per 1000 users of each database that grows with its users",
    gitlab,
  ),
  databaseMemoryPerStep: figure(
    gibibytes(3),
    "memory of one PostgreSQL instance per 1000 users of each database that grows with its users",
    gitlab,
  ),
  databaseConnections: figure(
    quantity(20, "1"),
    "connections that every tenant's database may hold, whatever its users: pools of a few pods",
    decision,
  ),
  databaseUsersPerConnection: figure(
    quantity(20, "users"),
    "users for whom a tenant's database may hold one connection more",
    decision,
  ),
  cellConnections: figure(
    quantity(2000, "1"),
    "connections that one database cell accepts; idle ones cost it some megabytes each, and there is no pooler in front",
    decision,
  ),
  archiveTimeout: figure(seconds(300), "longest time until PostgreSQL closes a log segment and hands it over", {
    kind: "documentation",
    ref: "CloudNativePG: archive_timeout is 5 minutes by default",
    date: "2026-08-21",
  }),
  archiveTimeoutStrict: figure(
    seconds(60),
    "the same where the promise is five minutes: costs up to 24 GB of log a day and cluster, compressible",
    decision,
  ),
  cacheReplicas: figure(
    quantity(1, "replicas"),
    "servers of a cache: what is in it may be lost, and nothing would promote a second one",
    decision,
  ),
  cacheFill: figure(
    quantity(0.75, "1"),
    "share of a cache's memory that its content may fill; the rest is for connections and copy-on-write",
    decision,
  ),
  archiveSidecarCpu: figure(millicores(100), "processor of the container that archives beside PostgreSQL", decision),
  archiveSidecarMemory: figure(mebibytes(256), "memory of the container that archives beside PostgreSQL", decision),
  retainedFulls: figure(
    quantity(35, "1"),
    "full backups in the archive: one every night, kept for 35 days; Noveu asks for daily fulls off-site",
    decision,
  ),
  backupCompression: figure(
    quantity(0.5, "1"),
    "size of a compressed full backup and a day of log, as a share of the data",
    {
      kind: "estimate",
      ref: "gzip of rows and indexes commonly halves them; to be replaced by the environment's own backups",
      date: "2026-11-21",
    },
  ),
  logsPerUser: figure(
    quantity(2, "MiB/user"),
    "log that one user causes in a day, as written; to be replaced by Loki's own count of received bytes",
    decision,
  ),
  logsOfPlatform: figure(gibibytes(5), "log that the platform writes in a day with nobody on it", decision),
  logCompression: figure(quantity(0.2, "1"), "size of stored log as a share of what was written", decision),
  logCopies: figure(
    quantity(3, "1"),
    "servers that each stream is handed to; each stores its own, because their chunks are rarely cut alike",
    { kind: "documentation", ref: "chart loki 18.11.0: loki.commonConfig.replication_factor", date: "2026-08-20" },
  ),
  logsPerServer: figure(gibibytes(20), "log that one server which does everything takes in a day", {
    kind: "documentation",
    ref: "Grafana Loki documentation: deployment modes, monolithic, about 20 GB a day",
    date: "2026",
  }),
  logServerVolume: figure(
    gibibytes(10),
    "volume of one log server beside object storage: what is not stored yet, and an index",
    {
      kind: "documentation",
      ref: "chart loki 18.11.0: singleBinary.persistence.size",
      date: "2026-08-20",
    },
  ),
  platformVolume: figure(gibibytes(10), "volume of one pod of a platform component that states no size", decision),
  loadBalancerPorts: figure(quantity(10, "1"), "ports that one OVHcloud load balancer of a cluster opens", {
    kind: "documentation",
    ref: "OVHcloud docs: Managed Kubernetes, known limits",
    date: "2024-10-02",
  }),
  userUnit: figure(quantity(1000, "users"), "users for which the sizing guideline states network traffic", {
    kind: "specification",
    ref: "Noveu Architectuur Referentie: Capacity Planning, Sizing Guidelines per 1000 users",
    date: "2026-01",
  }),
  hoursPerMonth: figure(quantity(hoursPerMonth, "1"), "hours in the month that prices are stated for", decision),
} as const;

/** Volumes of platform components by pod id `<component>/<pod>`, as the releases of these components ask for them. */
export const platformVolumes: Readonly<Record<string, Figure<"MiB">>> = {
  "kube-prometheus-stack/prometheus": figure(gibibytes(50), "metrics of one Prometheus", decision),
  "kube-prometheus-stack/alertmanager": figure(gibibytes(1), "silences of one Alertmanager", decision),
  "jaeger/server": figure(gibibytes(20), "traces of three days", decision),
  "openbao/server": figure(gibibytes(10), "raft data of one OpenBao server", decision),
  "vault/server": figure(gibibytes(10), "raft data of one Vault server", decision),
};
