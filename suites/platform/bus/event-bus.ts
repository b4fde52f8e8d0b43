import { images } from "../../../catalog";
import {
  busPort,
  defineService,
  enforced,
  figure,
  internalCertificate,
  mebibytes,
  millicores,
  replicas,
  type Extent,
  type ServiceDefinition,
  type Source,
  type Workload,
} from "../../../language";
import { busRequest, busTask } from "./bus-setup";
import {
  busCertificateFolder,
  busMember,
  busPorts,
  busReload,
  busServers,
  natsConfiguration,
} from "./nats-configuration";
import { onBus, type BusService } from "./permissions";
import { deadLettersSize } from "./streams";

/** Name of the service, and so of its namespace. */
export const busName = "bus";

const decision: Source = { kind: "decision", ref: "bestek event bus", date: "2026-11-21" };

const guide: Source = {
  kind: "documentation",
  ref: "docs.nats.io, installation considerations: 2 cores and 8 GiB for production with JetStream; few messages here",
  date: "2026-06",
};

const user = { uid: 1000, gid: 1000 } as const;

/**
 * NATS with JetStream for the topics that the services of a suite declare: three servers, one a zone where there are three, a copy of
 * every message on each. Undefined where no service is on the bus.
 */
export function eventBus(services: readonly ServiceDefinition[], tenants: number): ServiceDefinition | undefined {
  const participants = onBus(services);
  if (participants.length === 0) return undefined;
  return defineService({
    name: busName,
    title: "Event bus",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      nats: server(participants, tenants),
      metrics,
      // A server reads a renewed certificate when it is told to: ten days lie between renewal and end.
      [busReload]: {
        ...busTask({ kind: "scheduled", schedule: "17 3 * * *" }, (at) => ({
          "task.sh": reloadScript(at.workload(busName, busReload)),
        })),
        ...inside,
        account: busReload,
      },
    },
    needs: {},
    secrets: {},
    exposes: [],
    without: {},
  });
}

/** Tells every server to read its files again; fails unless all three have. */
export const reloadScript = (user: string): string => `set -eu
told=0
for id in $(${busRequest(user)} --replies=${String(busServers)} --timeout 5s '$SYS.REQ.SERVER.PING' '' | grep -o '"server":{"name":"[^"]*","host":"[^"]*","id":"[A-Z0-9]*"' | sed 's/.*"id":"//; s/"$//'); do
  answer="$(${busRequest(user)} --timeout 20s "\\$SYS.REQ.SERVER.$id.RELOAD" '')"
  case "$answer" in *'"error":'* | '') echo "$id: $answer"; exit 1 ;; esac
  told=$((told + 1))
done
if [ "$told" -ne ${String(busServers)} ]; then
  echo "$told of ${String(busServers)} servers were told"
  exit 1
fi
`;

const inside = {
  zone: "data",
  egress: [{ kind: "service", service: busName, workload: "nats", port: "client" }],
} as const satisfies Partial<Workload>;

/** MiB that the streams of all accounts may take up together. */
function storageOf(services: readonly BusService[], tenants: number): number {
  return services.reduce((sum, { bus, tenancy }) => {
    const topics = Object.values(bus.publishes).reduce((total, { size }) => total + size.value, 0);
    return sum + (topics + deadLettersSize) * (tenancy === "instance-per-tenant" ? Math.max(tenants, 1) : 1);
  }, 0);
}

function server(services: readonly BusService[], tenants: number): Workload {
  const storage = storageOf(services, tenants);
  const size: Extent = {
    // A stream of the size that it may have is rewritten beside itself when it is compacted.
    fixed: figure(
      mebibytes(Math.ceil((storage * 1.25) / 1024) * 1024),
      `messages: ${String(storage)} MiB of streams at most, and a quarter more, in whole GiB`,
      decision,
    ),
  };
  return {
    zone: "data",
    account: "nats",
    running: { kind: "stateful" },
    activity: "active-site-only",
    image: images.nats,
    user,
    // `$$` is Kubernetes' way to write `$`.
    command: ["/bin/sh", "-c", 'SERVER_NAME="$$(hostname)" exec nats-server --config /etc/nats/nats.conf'],
    ports: {
      client: { port: busPort, protocol: "TCP" },
      cluster: { port: busPorts.cluster, protocol: "TCP" },
      monitor: { port: busPorts.monitor, protocol: "TCP" },
    },
    probes: {
      startup: { kind: "http", port: "monitor", path: "/healthz" },
      liveness: { kind: "http", port: "monitor", path: "/healthz?js-enabled-only=true" },
      readiness: { kind: "http", port: "monitor", path: "/healthz?js-server-only=true" },
      startupSeconds: 600,
    },
    environment: () => ({}),
    files: (at) => ({ "nats.conf": natsConfiguration(at, { service: busName, services, storage }) }),
    volumes: { messages: { kind: "persistent", role: "queue", size } },
    mounts: [
      { volume: "files", path: "/etc/nats", readOnly: true },
      { volume: internalCertificate, path: busCertificateFolder, readOnly: true },
      { volume: "messages", path: "/data" },
    ],
    preparation: [],
    sizing: {
      kind: "fixed",
      replicas: figure(replicas(busServers), "servers: as many as copies of every message", decision),
      footing: {
        cpu: figure(millicores(500), "processor of one server", guide),
        memory: figure(mebibytes(1024), "memory of one server", guide),
      },
    },
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    identity: "internal-certificate",
    egress: [{ kind: "service", service: busName, workload: "nats", port: "cluster" }],
  };
}

/** Asks all servers for their figures and tells them to Prometheus, which the server itself does not speak. */
const metrics: Workload = {
  zone: "data",
  account: "metrics",
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  image: images.natsExporter,
  user,
  arguments: [
    "-port",
    "7777",
    "-varz",
    "-jsz=all",
    "-use_internal_server_name",
    ...Array.from(
      { length: busServers },
      (_, index) => `http://${busMember(busName, index)}:${String(busPorts.monitor)}`,
    ),
  ],
  ports: { metrics: { port: 7777, protocol: "TCP" } },
  probes: {
    startup: { kind: "tcp", port: "metrics" },
    liveness: { kind: "tcp", port: "metrics" },
    readiness: { kind: "tcp", port: "metrics" },
  },
  environment: () => ({}),
  files: () => ({}),
  volumes: {},
  mounts: [],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(2), "exporters: one is enough, two survive a zone", decision),
    footing: {
      cpu: figure(millicores(20), "processor of one exporter", decision),
      memory: figure(mebibytes(64), "memory of one exporter", decision),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  metrics: { port: "metrics", path: "/metrics" },
  egress: [{ kind: "service", service: busName, workload: "nats", port: "monitor" }],
};
