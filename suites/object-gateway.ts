import { images } from "../catalog";
import {
  enforced,
  figure,
  mebibytes,
  millicores,
  objectGateway,
  objectGatewayPort,
  quantity,
  secret,
  type Figure,
  type ServiceDefinition,
  type Sizing,
  type Workload,
} from "../language";
import { zoneBeside } from "./object-copy";
import type { ServiceChoice } from "./services-of";
import { withEachService, type Suite } from "./suite";

const decided = {
  kind: "decision",
  ref: "a gateway translates and keeps nothing: one a data centre, to be sized again by a load test",
  date: "2026-11-21",
} as const;

const decidedForOne = {
  kind: "decision",
  ref: "a tenant is a small part of a platform: two gateways, of which one may go, to be sized again by a load test",
  date: "2026-11-21",
} as const;

/** What the gateways to one bucket of everybody, or of one tenant, take. */
const sizings = {
  everyone: {
    kind: "fixed",
    replicas: figure(quantity(3, "replicas"), "gateways to one bucket", decided),
    footing: {
      cpu: figure(millicores(250), "processor of one gateway", decided),
      memory: figure(mebibytes(256), "memory of one gateway", decided),
    },
  },
  tenant: {
    kind: "fixed",
    replicas: figure(quantity(2, "replicas"), "gateways to one bucket of a tenant", decidedForOne),
    footing: {
      cpu: figure(millicores(50), "processor of one gateway of a tenant", decidedForOne),
      memory: figure(mebibytes(128), "memory of one gateway of a tenant", decidedForOne),
    },
  },
} as const satisfies Readonly<Record<string, Sizing>>;

/** Whose bucket a gateway leads to. */
type Owner = keyof typeof sizings;

const scratch: Figure<"MiB"> = figure(mebibytes(256), "parts in flight of one gateway", decided);

/** A service whose buckets lie with a cloud that does not speak S3: a gateway beside it for each of them. */
export function withObjectGateways(service: ServiceDefinition, owner: Owner = "everyone"): ServiceDefinition {
  const buckets = Object.entries(service.needs.buckets ?? {}).filter(([, { speaks }]) => speaks.includes("s3"));
  return buckets.length === 0
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          ...Object.fromEntries(
            buckets.map(([bucket]) => [
              objectGateway(bucket),
              { ...gateway(bucket, owner), zone: zoneBeside(service) },
            ]),
          ),
        },
      };
}

/** A suite for a cloud that does not speak S3; where tenants share it, those with instances of their own get gateways of their own too. */
export const suiteWithObjectGateways = (suite: Suite, tenancy: ServiceChoice["tenancy"]): Suite =>
  withEachService(suite, (service) =>
    withObjectGateways(
      service,
      tenancy.kind === "shared" && service.tenancy === "instance-per-tenant" ? "tenant" : "everyone",
    ),
  );

/**
 * Versity's gateway before one storage account of Azure. It knows one pair of keys, which is born in the cluster, and signs in
 * to the account with the identity of its pods, so that the account itself needs no key at all.
 */
const gateway = (bucket: string, owner: Owner): Omit<Workload, "zone"> => ({
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  image: images.versitygw,
  user: { uid: 1000, gid: 1000 },
  command: ["/usr/local/bin/versitygw"],
  arguments: ["--port", `:${String(objectGatewayPort)}`, "--health", "/health", "azure"],
  ports: { s3: { port: objectGatewayPort, protocol: "TCP" } },
  probes: {
    startup: { kind: "http", port: "s3", path: "/health" },
    liveness: { kind: "http", port: "s3", path: "/health" },
    readiness: { kind: "http", port: "s3", path: "/health" },
  },
  environment: (at) => ({
    ROOT_ACCESS_KEY: secret(`bucket-${bucket}`, "access-key"),
    ROOT_SECRET_KEY: secret(`bucket-${bucket}`, "secret-key"),
    VGW_REGION: at.bucket(bucket).region,
    AZ_ACCOUNT_NAME: at.bucketAccount(bucket) ?? "",
  }),
  files: () => ({}),
  volumes: { temporary: { kind: "scratch", medium: "disk", size: { fixed: scratch } } },
  mounts: [{ volume: "temporary", path: "/tmp" }],
  preparation: [],
  sizing: sizings[owner],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  atStorage: { kind: "gateway", bucket },
  egress: [],
});
