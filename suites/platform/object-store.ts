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
import type { ServiceChoice } from "../services-of";
import { runsIn } from "../suite";
import { garageBuckets, garageConfiguration, garageSetup } from "./garage-configuration";

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
export function objectStore(
  services: readonly ServiceDefinition[],
  tenancy: ServiceChoice["tenancy"],
): ServiceDefinition | undefined {
  const running = services.filter((service) => runsIn(tenancy, service));
  const buckets = bucketsOf(running);
  if (buckets.length === 0) return undefined;
  // Those of tenants come and go with the tenants, in releases of their own.
  const own = bucketsOf(
    running.filter((service) => tenancy.kind === "dedicated" || service.tenancy !== "instance-per-tenant"),
  );
  return defineService({
    name: objectStoreName,
    title: "Object storage",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      garage: server(buckets),
      // Once for each change, so that whoever needs a bucket finds it; then again and again, because servers that all
      // came back at new addresses find each other by nothing else.
      setup: setup(own, { kind: "once" }),
      reconnect: setup(own, { kind: "scheduled", schedule: "*/2 * * * *" }),
    },
    needs: {},
    secrets: {
      cluster: { keys: { "rpc-secret": { hexOf: 32 }, "admin-token": 48 } },
      ...Object.fromEntries(
        own.map(({ service, bucket }) => [`bucket-${bucket}`, { keys: objectStoreKeys, reader: service }]),
      ),
    },
    exposes: [],
    without: {},
  });
}

/** Keys to a bucket. Garage takes no others: "GK" and twelve bytes, and thirty-two bytes, in hexadecimal digits. */
export const objectStoreKeys = {
  "access-key": { hexOf: 12, prefix: "GK" },
  "secret-key": { hexOf: 32 },
} as const;

/** Workload of the store that makes buckets; what makes a tenant's passes for it on the network. */
export const objectStoreSetup = "setup";

/** A bucket of one tenant as the store makes it. */
export interface TenantBucket {
  readonly bucket: string;
  /** Name of the bucket in the store. */
  readonly name: string;
  /** Secret beside the store with its keys. */
  readonly secret: string;
}

/** Makes the buckets of one tenant, once for each change. */
export const tenantBucketsTask = (buckets: readonly TenantBucket[]): Workload => ({
  ...task({ kind: "once" }),
  command: ["/bin/sh", "-c", garageBuckets],
  environment: () => settings(buckets),
});

const user = { uid: 1000, gid: 1000 } as const;

function server(buckets: readonly KeptBucket[]): Workload {
  return {
    zone: "data",
    // Servers reach each other where whoever makes buckets has no business.
    account: "garage",
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

const setup = (buckets: readonly KeptBucket[], running: Workload["running"]): Workload => ({
  ...task(running),
  account: objectStoreSetup,
  command: ["/bin/sh", "/etc/bestek/setup.sh"],
  environment: (at) =>
    settings(buckets.map(({ bucket }) => ({ bucket, name: at.bucket(bucket).name, secret: `bucket-${bucket}` }))),
  files: () => ({ "setup.sh": garageSetup }),
  mounts: [{ volume: "files", path: "/etc/bestek", readOnly: true }],
});

/** A shell that speaks to the admin API. */
function task(running: Workload["running"]): Omit<Workload, "command" | "environment"> {
  return {
    zone: "data",
    running,
    activity: "active-site-only",
    // For its shell alone: it lies in every environment's mirror, and Garage's own image has none.
    image: images.openbao,
    user: { uid: 100, gid: 1000 },
    ports: {},
    files: () => ({}),
    volumes: {},
    mounts: [],
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

/** What the script knows of buckets. */
const settings = (buckets: readonly TenantBucket[]): Readonly<Record<string, EnvironmentValue>> => ({
  ADMIN_TOKEN: secret("cluster", "admin-token"),
  BUCKETS: buckets.map(({ bucket }) => suffixOf(bucket)).join(" "),
  ...Object.fromEntries(
    buckets.flatMap((kept): readonly (readonly [string, EnvironmentValue])[] => [
      [`NAME_${suffixOf(kept.bucket)}`, kept.name],
      [`ACCESS_KEY_${suffixOf(kept.bucket)}`, secret(kept.secret, "access-key")],
      [`SECRET_KEY_${suffixOf(kept.bucket)}`, secret(kept.secret, "secret-key")],
    ]),
  ),
});

/** Variables of a shell bear no hyphens. */
const suffixOf = (bucket: string): string => bucket.replaceAll("-", "_");

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
