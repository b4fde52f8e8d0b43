import { images } from "../catalog";
import {
  enforced,
  figure,
  internalCertificate,
  mebibytes,
  millicores,
  replicas,
  type Source,
  type Surroundings,
  type Workload,
} from "../language";

const decision: Source = {
  kind: "decision",
  ref: "two carriers, so that one may go; to be sized again by a load test",
  date: "2026-11-21",
};

/** Where Bento finds its certificate. */
export const bentoCertificates = "/etc/bento-certificate";

/** Where Bento tells of itself. */
const management = 4195;

/** What a carrier reaches of its service's needs: none, unless it says so; the bus comes with what it publishes or reads. */
export interface BentoProps extends Pick<Workload, "environment" | "reaches"> {
  /** Its input, its pipeline and its output. */
  readonly stream: (at: Surroundings) => Readonly<Record<string, unknown>>;
  readonly ports?: Workload["ports"];
}

/**
 * A workload that carries messages: Bento, which keeps nothing, and answers for a message only once its other end has. It reads its
 * certificate when it starts; what has lost the bus is restarted, and so never comes back with one that has run out.
 */
export const bento = ({ stream, ports = {}, environment, reaches = [] }: BentoProps): Workload => ({
  zone: "services",
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  image: images.bento,
  user: { uid: 10001, gid: 10001 },
  arguments: ["-c", "/etc/bento/bento.json"],
  ports: { ...ports, management: { port: management, protocol: "TCP" } },
  probes: {
    startup: { kind: "http", port: "management", path: "/ping" },
    liveness: { kind: "http", port: "management", path: "/ready" },
    readiness: { kind: "http", port: "management", path: "/ready" },
  },
  environment,
  files: (at) => ({
    "bento.json": `${JSON.stringify(
      {
        http: { enabled: true, address: `0.0.0.0:${String(management)}`, debug_endpoints: false },
        metrics: { prometheus: {} },
        shutdown_timeout: "30s",
        ...stream(at),
      },
      null,
      2,
    )}\n`,
  }),
  volumes: {},
  mounts: [
    { volume: "files", path: "/etc/bento", readOnly: true },
    { volume: internalCertificate, path: bentoCertificates, readOnly: true },
  ],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(2), "carriers that share the messages", decision),
    footing: {
      cpu: figure(millicores(25), "processor of one carrier of a few messages a second", decision),
      memory: figure(mebibytes(96), "memory of one carrier: a batch of 500 messages of a few hundred bytes", decision),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  identity: "internal-certificate",
  reaches,
  metrics: { port: "management", path: "/metrics" },
  egress: [],
});
