import { images, postgresqlImage } from "../catalog";
import {
  enforced,
  figure,
  hours,
  mebibytes,
  millicores,
  minutes,
  replicas,
  secret,
  type Image,
  type ServiceDefinition,
  type Source,
  type Workload,
} from "../language";
import { countScript, countsFolder, writeScript, writeStatements } from "./object-count-scripts";
import { zoneBeside } from "./object-copy";
import { rcloneIn, rcloneRemotes, readBuckets } from "./rclone-remote";
import type { ServiceChoice } from "./services-of";
import { runsIn, withEachService, type Suite } from "./suite";

const decided: Source = { kind: "decision", ref: "each service counts its own objects", date: "2026-11-23" };

/** Workload that counts what lies in its service's buckets. */
export const objectCounter = "count-objects";

/** True where somebody charges tenants for what lies in buckets. */
export const metersObjects = ({ services }: Suite, tenancy: ServiceChoice["tenancy"]): boolean =>
  tenancy.kind === "shared" &&
  Object.values(services).some(
    (service) => runsIn(tenancy, service) && (service.meters ?? []).some(({ objects }) => objects === "counted"),
  );

/** A suite whose tenants are charged for what lies in their buckets: each of their services counts its own. */
export const suiteWithObjectCounts = (
  suite: Suite,
  tenancy: ServiceChoice["tenancy"],
  postgresql: "17" | "15",
): Suite =>
  metersObjects(suite, tenancy) ? withEachService(suite, (service) => withObjectCount(service, postgresql)) : suite;

/** Buckets that a service counts: those of a tenant's own, where it has a database to say so in; a journal is listed by nobody who writes it. */
export const countedBuckets = (service: Pick<ServiceDefinition, "tenancy" | "needs">): readonly string[] =>
  service.tenancy !== "instance-per-tenant" || service.needs.database === undefined
    ? []
    : readBuckets(service).map(({ name }) => name);

function withObjectCount(service: ServiceDefinition, postgresql: "17" | "15"): ServiceDefinition {
  const buckets = countedBuckets(service);
  return buckets.length === 0
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          [objectCounter]: { ...counter(buckets, postgresqlImage(postgresql)), zone: zoneBeside(service) },
        },
      };
}

/**
 * Once a day, with the keys that the service has already: lists its buckets and writes the sum into its own database, where the exporter of the cluster
 * reads it. What could not be listed is not written, and the number of the day before stays with its date.
 */
const counter = (buckets: readonly string[], client: Image): Omit<Workload, "zone"> => ({
  running: {
    kind: "scheduled",
    schedule: "10 1 * * *",
    deadline: figure(
      minutes(60),
      "longest time of one count: some ten million objects, a thousand with each answer",
      decided,
    ),
    turns: {
      kind: "within-day",
      time: figure(hours(24), "time over which tenants' counts begin: the longer, the fewer run at once", decided),
    },
  },
  activity: "active-site-only",
  image: client,
  // The user of PostgreSQL's image; rclone's runs as anybody.
  user: { uid: 26, gid: 26 },
  command: ["/bin/bash", "/etc/bestek/write.sh"],
  ports: {},
  environment: (at) => {
    const { host, port, name, user } = at.database();
    return {
      PGHOST: host,
      PGPORT: String(port),
      PGDATABASE: name,
      PGUSER: user,
      PGPASSWORD: secret("database", "password"),
      PGSSLMODE: "require",
      PGCONNECT_TIMEOUT: "10",
    };
  },
  files: () => ({
    "count.sh": countScript(buckets),
    "write.sh": writeScript(buckets),
    "said.sql": writeStatements,
  }),
  volumes: {
    work: {
      kind: "scratch",
      medium: "memory",
      size: {
        fixed: figure(mebibytes(16), "two numbers for each bucket, and what the client writes for itself", decided),
      },
    },
  },
  mounts: [
    { volume: "files", path: "/etc/bestek", readOnly: true },
    { volume: "work", path: countsFolder, readOnly: true },
  ],
  preparation: [
    {
      image: images.rclone,
      command: ["/bin/sh", "/etc/bestek/count.sh"],
      environment: (at) => ({
        ...rcloneIn(countsFolder),
        ...rcloneRemotes(buckets, at),
      }),
      mounts: [
        { volume: "files", path: "/etc/bestek", readOnly: true },
        { volume: "work", path: countsFolder },
      ],
    },
  ],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "one count at a time", decided),
    footing: {
      cpu: figure(millicores(25), "processor of one count that mostly waits for storage", decided),
      memory: figure(mebibytes(128), "memory of one count: a listing is read a page at a time and not kept", decided),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  reaches: ["database", "buckets"],
  egress: [],
});
