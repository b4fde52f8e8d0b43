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
  type Workload,
} from "../language";
import type { Suite } from "./suite";

const decided = {
  kind: "decision",
  ref: "a gateway translates and keeps nothing: one a data centre, to be sized again by a load test",
  date: "2026-11-21",
} as const;

const scratch: Figure<"MiB"> = figure(mebibytes(256), "parts in flight of one gateway", decided);

/** A service whose buckets lie with a cloud that does not speak S3: a gateway beside it for each of them. */
export function withObjectGateways(service: ServiceDefinition): ServiceDefinition {
  const buckets = Object.entries(service.needs.buckets ?? {}).filter(([, { speaks }]) => speaks.includes("s3"));
  return buckets.length === 0
    ? service
    : {
        ...service,
        workloads: {
          ...service.workloads,
          ...Object.fromEntries(buckets.map(([bucket]) => [objectGateway(bucket), gateway(bucket)])),
        },
      };
}

/** A suite for a cloud that does not speak S3. */
export const suiteWithObjectGateways = (suite: Suite): Suite => ({
  ...suite,
  services: Object.fromEntries(
    Object.entries(suite.services).map(([name, service]) => [name, withObjectGateways(service)]),
  ),
});

/**
 * Versity's gateway before one storage account of Azure. It knows one pair of keys, which is born in the cluster, and signs in
 * to the account with the identity of its pods, so that the account itself needs no key at all.
 */
const gateway = (bucket: string): Workload => ({
  zone: "services",
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
  sizing: {
    kind: "fixed",
    replicas: figure(quantity(3, "replicas"), "gateways to one bucket", decided),
    footing: {
      cpu: figure(millicores(250), "processor of one gateway", decided),
      memory: figure(mebibytes(256), "memory of one gateway", decided),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  gatewayTo: bucket,
  egress: [],
});
