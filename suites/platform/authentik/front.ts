import { authentikPorts, images } from "../../../catalog";
import { enforced, figure, mebibytes, millicores, replicas, type Workload } from "../../../language";
import type { SigningService } from "./clients";
import { frontConfiguration } from "./front-configuration";

const decided = {
  kind: "decision",
  ref: "it hands on a few requests for each sign-in; two, of which one may go",
  date: "2026-11-22",
} as const;

const folder = "/etc/envoy";

/**
 * Whom services ask inside the cluster: Envoy, which hands requests for tokens, people and keys on to authentik under its public name. A token that
 * authentik is asked for under another name would name another issuer.
 */
export const front = (clients: readonly SigningService[]): Workload => ({
  zone: "services",
  running: { kind: "stateless", targetCpuPercent: 80 },
  activity: "active-site-only",
  image: images.envoyProxy,
  user: { uid: 65532, gid: 65532 },
  command: ["envoy"],
  arguments: ["--config-path", `${folder}/envoy.yaml`, "--disable-hot-restart", "--log-level", "warn"],
  ports: {
    http: { port: authentikPorts.front, protocol: "TCP" },
    management: { port: authentikPorts.frontManagement, protocol: "TCP" },
  },
  probes: {
    startup: { kind: "http", port: "management", path: "/ready" },
    liveness: { kind: "tcp", port: "management" },
    readiness: { kind: "http", port: "management", path: "/ready" },
  },
  environment: () => ({}),
  files: (at) => ({ "envoy.yaml": frontConfiguration(at, clients) }),
  volumes: {},
  mounts: [{ volume: "files", path: folder, readOnly: true }],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(2), "proxies before authentik: one, and one more for the loss of a zone", decided),
    footing: {
      cpu: figure(millicores(50), "processor of one proxy before authentik", decided),
      memory: figure(mebibytes(128), "memory of one proxy before authentik", decided),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  metrics: { port: "management", path: "/stats/prometheus" },
  reaches: [],
  egress: [{ kind: "service", service: "identity", workload: "authentik", port: "http" }],
});
