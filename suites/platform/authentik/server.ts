import { authentikPorts, images } from "../../../catalog";
import {
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  secret,
  type EnvironmentValue,
  type Extent,
  type Surroundings,
  type Volume,
  type Workload,
} from "../../../language";
import { restSeconds } from "./sign-in-flow";

const decided = {
  kind: "decision",
  ref: "scratch of one pod of authentik; all durable state is in PostgreSQL",
  date: "2026-11-22",
} as const;

/** Of both programs. */
export const estimate = {
  kind: "estimate",
  ref: "authentik asks for two cores and two gigabytes for a small installation, server and worker together; to be replaced by a load test",
  date: "2026-11-22",
} as const;

const scratch = (fixed: NonNullable<Extent["fixed"]>): Volume => ({ kind: "scratch", medium: "disk", size: { fixed } });

/** What server and worker have in common: the database, whose headers are believed, and that neither tells anybody outside of itself. */
export function environment(at: Surroundings): Readonly<Record<string, EnvironmentValue>> {
  const database = at.database();
  return {
    AUTHENTIK_SECRET_KEY: secret("server", "secret-key"),
    AUTHENTIK_POSTGRESQL__HOST: database.host,
    AUTHENTIK_POSTGRESQL__PORT: String(database.port),
    AUTHENTIK_POSTGRESQL__NAME: database.name,
    AUTHENTIK_POSTGRESQL__USER: database.user,
    AUTHENTIK_POSTGRESQL__PASSWORD: secret("database", "password"),
    AUTHENTIK_POSTGRESQL__SSLMODE: "require",
    AUTHENTIK_WEB__BASE_URL: `https://${at.hostname("iam")}`,
    // The gateway's pods, and what stands before it inside the cluster; policies let nobody else come.
    AUTHENTIK_LISTEN__TRUSTED_PROXY_CIDRS: `127.0.0.0/8,${at.podNetwork}`,
    AUTHENTIK_REPUTATION__EXPIRY: String(restSeconds),
    // Every event is written to the output at this level, as one line of JSON (docs.goauthentik.io, log forwarding).
    AUTHENTIK_LOG_LEVEL: "info",
    AUTHENTIK_AVATARS: "initials",
    AUTHENTIK_DISABLE_UPDATE_CHECK: "true",
    AUTHENTIK_DISABLE_STARTUP_ANALYTICS: "true",
    AUTHENTIK_ERROR_REPORTING__ENABLED: "false",
    AUTHENTIK_OUTPOSTS__DISABLE_EMBEDDED_OUTPOST: "true",
  };
}

type Common = Omit<Workload, "arguments" | "ports" | "probes" | "sizing" | "environment" | "files">;

/** What both programs are alike in. */
export const common: Common = {
  zone: "services",
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  image: images.authentik,
  user: { uid: 1000, gid: 1000 },
  volumes: {
    data: scratch(figure(mebibytes(256), "pictures that somebody gave a program", decided)),
    temporary: scratch(figure(gibibytes(1), "temporary files", decided)),
  },
  mounts: [
    { volume: "data", path: "/data" },
    { volume: "temporary", path: "/tmp" },
  ],
  preparation: [],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  metrics: { port: "metrics", path: "/metrics" },
  reaches: ["database"],
  egress: [],
};

/** Where both tell of themselves. */
export const metrics = { port: authentikPorts.metrics, protocol: "TCP" } as const;

/** Shows people the pages on which they sign in, and answers programs. */
export const server: Workload = {
  ...common,
  arguments: ["server"],
  ports: { http: { port: authentikPorts.http, protocol: "TCP" }, metrics },
  probes: {
    startup: { kind: "http", port: "http", path: "/-/health/live/" },
    liveness: { kind: "http", port: "http", path: "/-/health/live/" },
    readiness: { kind: "http", port: "http", path: "/-/health/ready/" },
    // As the publisher's chart: the first one brings the database up to date.
    startupSeconds: 600,
  },
  environment,
  files: () => ({}),
  sizing: {
    kind: "per-users",
    usersPerReplica: figure(
      quantity(2000, "users/replica"),
      "named users one server signs in within the morning's busiest quarter of an hour",
      estimate,
    ),
    footing: {
      cpu: figure(millicores(1000), "processor of one server of authentik", estimate),
      memory: figure(mebibytes(1280), "memory of one server of authentik", estimate),
    },
  },
};
