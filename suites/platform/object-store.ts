import { images } from "../../catalog";
import {
  defineService,
  enforced,
  figure,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  replicas,
  secret,
  type EnvironmentValue,
  type Extent,
  type ServiceDefinition,
  type Source,
  type Workload,
} from "../../language";
import { garageConfiguration, garageSetup } from "./garage-configuration";

/** Name of the service, and so of its namespace. */
export const objectStoreName = "objects";

const hardware: Source = {
  kind: "documentation",
  ref: "Garage book, deployment on a cluster: at least 1 GB of memory, any processor of the last ten years",
  date: "2025-06-13",
};
const decision: Source = { kind: "decision", ref: "bestek object store in the cluster", date: "2026-11-21" };

/** A bucket of a service that the store keeps. */
interface KeptBucket {
  readonly service: string;
  readonly bucket: string;
  readonly size: Extent;
}

/** Every bucket that the services of a suite need. */
const bucketsOf = (services: readonly ServiceDefinition[]): readonly KeptBucket[] =>
  services.flatMap(({ name, needs }) =>
    Object.entries(needs.buckets ?? {}).map(([bucket, { size }]) => ({ service: name, bucket, size })),
  );

/**
 * Garage inside the cluster, where no object storage stands beside it: three servers, one a zone where there are three, each with a
 * copy of every object; two of them must have written before anyone is answered. It keeps no versions and locks
 * nothing, so that archives go elsewhere. Undefined where no service needs a bucket.
 */
export function objectStore(services: readonly ServiceDefinition[]): ServiceDefinition | undefined {
  const buckets = bucketsOf(services);
  if (buckets.length === 0) return undefined;
  return defineService({
    name: objectStoreName,
    title: "Object storage",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      garage: server(buckets),
      // Once for each change, so that whoever needs a bucket finds it; then again and again, because servers that all
      // came back at new addresses find each other by nothing else.
      setup: task(buckets, { kind: "once" }),
      reconnect: task(buckets, { kind: "scheduled", schedule: "*/2 * * * *" }),
    },
    needs: {},
    secrets: {
      cluster: { keys: { "rpc-secret": { hexOf: 32 }, "admin-token": 48 } },
      ...Object.fromEntries(
        buckets.map(({ service, bucket }) => [
          `bucket-${bucket}`,
          {
            // Garage takes no others: "GK" and twelve bytes, and thirty-two bytes, in hexadecimal digits.
            keys: { "access-key": { hexOf: 12, prefix: "GK" }, "secret-key": { hexOf: 32 } },
            reader: service,
          },
        ]),
      ),
    },
    exposes: [],
    without: {},
  });
}

const user = { uid: 1000, gid: 1000 } as const;

function server(buckets: readonly KeptBucket[]): Workload {
  return {
    zone: "data",
    running: { kind: "stateful" },
    activity: "active-site-only",
    image: images.garage,
    user,
    command: ["/garage"],
    arguments: ["-c", "/etc/garage/garage.toml", "server"],
    ports: {
      s3: { port: 3900, protocol: "TCP" },
      rpc: { port: 3901, protocol: "TCP" },
      admin: { port: 3903, protocol: "TCP" },
    },
    // Its own health waits for the quorum that only a set-up cluster has, and no server would come after the first.
    probes: {
      startup: { kind: "tcp", port: "admin" },
      liveness: { kind: "tcp", port: "admin" },
      readiness: { kind: "tcp", port: "s3" },
    },
    environment: () => ({
      GARAGE_RPC_SECRET: secret("cluster", "rpc-secret"),
      GARAGE_ADMIN_TOKEN: secret("cluster", "admin-token"),
    }),
    files: (at) => ({ "garage.toml": garageConfiguration(at.podNetwork) }),
    volumes: {
      metadata: {
        kind: "persistent",
        role: "authoritative",
        size: { fixed: figure(gibibytes(10), "where objects lie, and who may read them", decision) },
      },
      data: { kind: "persistent", role: "authoritative", size: sumOf(buckets) },
    },
    mounts: [
      { volume: "files", path: "/etc/garage", readOnly: true },
      { volume: "metadata", path: "/var/lib/garage/meta" },
      { volume: "data", path: "/var/lib/garage/data" },
    ],
    preparation: [],
    sizing: {
      kind: "fixed",
      replicas: figure(replicas(3), "servers: as many as copies of every object", decision),
      footing: {
        cpu: figure(
          millicores(500),
          "processor of one server: erasure codes and encryption are none of its work",
          decision,
        ),
        memory: figure(mebibytes(1024), "memory of one server", hardware),
      },
    },
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    metrics: { port: "admin", path: "/metrics" },
    egress: [{ kind: "service", service: objectStoreName, workload: "garage", port: "rpc" }],
  };
}

function task(buckets: readonly KeptBucket[], running: Workload["running"]): Workload {
  return {
    zone: "data",
    running,
    activity: "active-site-only",
    // For its shell alone: it lies in every environment's mirror, and Garage's own image has none.
    image: images.openbao,
    user: { uid: 100, gid: 1000 },
    command: ["/bin/sh", "/etc/bestek/setup.sh"],
    ports: {},
    environment: (at) => ({
      ADMIN_TOKEN: secret("cluster", "admin-token"),
      BUCKETS: buckets.map(({ bucket }) => bucket.replaceAll("-", "_")).join(" "),
      ...Object.fromEntries(buckets.flatMap(({ bucket }) => bucketSettings(bucket, at.bucket(bucket).name))),
    }),
    files: () => ({ "setup.sh": garageSetup }),
    volumes: {},
    mounts: [{ volume: "files", path: "/etc/bestek", readOnly: true }],
    preparation: [],
    sizing: {
      kind: "fixed",
      replicas: figure(replicas(1), "a task runs once at a time", decision),
      footing: {
        cpu: figure(millicores(50), "processor of a shell that waits for answers", decision),
        memory: figure(mebibytes(32), "memory of a shell", decision),
      },
    },
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    egress: [{ kind: "service", service: objectStoreName, workload: "garage", port: "admin" }],
  };
}

/** What the script knows of one bucket. */
function bucketSettings(bucket: string, name: string): readonly (readonly [string, EnvironmentValue])[] {
  const suffix = bucket.replaceAll("-", "_");
  return [
    [`NAME_${suffix}`, name],
    [`ACCESS_KEY_${suffix}`, secret(`bucket-${bucket}`, "access-key")],
    [`SECRET_KEY_${suffix}`, secret(`bucket-${bucket}`, "secret-key")],
  ];
}

/** All buckets together; where one has a single estimate, both sums take it. */
function sumOf(buckets: readonly KeptBucket[]): Extent {
  const names = buckets.map(({ bucket }) => bucket).join(", ");
  const sum = (of: (size: Extent) => number): number => buckets.reduce((total, { size }) => total + of(size), 0);
  const source: Source = { kind: "decision", ref: "sum of the figures of the buckets themselves", date: "2026-11-21" };
  return {
    fixed: figure(mebibytes(sum(({ fixed }) => fixed?.value ?? 0)), `fixed part of the buckets ${names}`, source),
    perUserSeed: figure(
      quantity(
        sum(({ perUserSeed, perUserMeasured }) => (perUserSeed ?? perUserMeasured)?.value ?? 0),
        "MiB/user",
      ),
      `the buckets ${names} together`,
      source,
    ),
    perUserMeasured: figure(
      quantity(
        sum(({ perUserSeed, perUserMeasured }) => (perUserMeasured ?? perUserSeed)?.value ?? 0),
        "MiB/user",
      ),
      `the buckets ${names} together`,
      source,
    ),
  };
}
