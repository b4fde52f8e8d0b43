import { images } from "../../../catalog";
import { enforced, figure, mebibytes, quantity, secret, type CachePlan, type Workload } from "../../../language";

const decided = {
  kind: "decision",
  ref: "a cache that starts empty; see the plan's entry for its size",
  date: "2026-11-21",
} as const;

/** Share of the container's memory that Valkey may fill; the rest is for connections and copy-on-write. */
const fillable = 0.75;

/**
 * Valkey as a cache: one process, nothing on disk, empty after every restart. A second one would not make it safer,
 * because what it held must be re-creatable anyway.
 */
export const valkeyWorkload = (plan: CachePlan, passwordSecret: string): Workload => ({
  zone: "data",
  running: { kind: "stateless", targetCpuPercent: 80 },
  activity: "every-site",
  image: images.valkey,
  user: { uid: 1000, gid: 1000 },
  // The shell puts the password into a file in memory, so that it shows in no list of processes.
  command: ["sh", "-c"],
  arguments: [
    'umask 077; printf "requirepass %s\\n" "$VALKEY_PASSWORD" > /run/valkey/password.conf; exec valkey-server /etc/valkey/valkey.conf --include /run/valkey/password.conf',
  ],
  ports: { valkey: { port: 6379, protocol: "TCP" } },
  probes: {
    startup: { kind: "tcp", port: "valkey" },
    liveness: { kind: "tcp", port: "valkey" },
    readiness: { kind: "tcp", port: "valkey" },
  },
  environment: () => ({ VALKEY_PASSWORD: secret(passwordSecret, "password") }),
  files: () => ({
    "valkey.conf": [
      "bind 0.0.0.0",
      "port 6379",
      'save ""',
      "appendonly no",
      `maxmemory ${String(Math.floor(plan.memoryRequest.value * fillable))}mb`,
      "maxmemory-policy allkeys-lru",
      "dir /tmp",
      "",
    ].join("\n"),
  }),
  volumes: {
    run: { kind: "scratch", medium: "memory", size: { fixed: figure(mebibytes(1), "the password file", decided) } },
    temporary: {
      kind: "scratch",
      medium: "disk",
      size: { fixed: figure(mebibytes(64), "working directory", decided) },
    },
  },
  mounts: [
    { volume: "files", path: "/etc/valkey", readOnly: true },
    { volume: "run", path: "/run/valkey" },
    { volume: "temporary", path: "/tmp" },
  ],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(quantity(plan.replicas.value, "replicas"), "one cache", decided),
    footing: {
      cpu: figure(plan.cpuRequest, "processor of a cache", decided),
      memory: figure(plan.memoryRequest, "memory of a cache", decided),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  egress: [],
});
