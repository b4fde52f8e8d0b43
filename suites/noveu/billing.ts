import { images } from "../../catalog";
import {
  continues,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  refuses,
  replicas,
  type Extent,
  type Footing,
  type Meter,
  type Source,
  type Workload,
} from "../../language";
import { checkedBillingRules, type BillingRules } from "./billing-rules";
import { catalogueTask, meterTask, storageMeter } from "./billing-metering";
import {
  billingLabel,
  billingName,
  frontConfiguration,
  frontServer,
  lagoPorts,
  lagoSettings,
  lagoStart,
  organizationSettings,
} from "./lago-configuration";

const decision: Source = {
  kind: "decision",
  ref: "bestek billing; all durable state is in PostgreSQL and the bucket",
  date: "2026-11-21",
};
const guessed: Source = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a measurement",
  date: "2026-11-21",
};
/** The chart asks a processor for each process, which is for many thousand events a second; here are some hundred a night. */
const chart: Source = {
  kind: "documentation",
  ref: "chart lago 1.27.1, values: requests of the API and of workers",
  date: "2025-10-07",
};

const fixed = (size: number, meaning: string): Extent => ({ fixed: figure(mebibytes(size), meaning, decision) });
const several = (count: number, what: string, footing: Footing): Workload["sizing"] => ({
  kind: "fixed",
  replicas: figure(replicas(count), what, decision),
  footing,
});

const rails = (what: string): Footing => ({
  cpu: figure(millicores(200), `processor of one ${what}`, guessed),
  memory: figure(mebibytes(1024), `memory of one ${what}`, chart),
});

const process = {
  zone: "services",
  activity: "active-site-only",
  image: images.lagoApi,
  user: { uid: 1000, gid: 1000 },
  command: ["sh", "/etc/bestek/start.sh"],
  environment: lagoSettings,
  files: () => ({ "start.sh": lagoStart }),
  volumes: {
    scratch: { kind: "scratch", medium: "disk", size: fixed(512, "what one process of Rails writes for itself") },
  },
  mounts: [
    { volume: "files", path: "/etc/bestek", readOnly: true },
    { volume: "scratch", path: "/app/tmp", folder: "application" },
    { volume: "scratch", path: "/app/log", folder: "log" },
    { volume: "scratch", path: "/tmp", folder: "tmp" },
  ],
  preparation: [],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  reaches: ["database", "buckets", "cache"],
  egress: [],
} as const satisfies Partial<Workload>;

const toPdf = { kind: "service", service: billingName, workload: "pdf", port: "http" } as const;
const health = { kind: "http", port: "http", path: "/health" } as const;
const alive = { kind: "http", port: "health", path: "/" } as const;
const shown = { kind: "http", port: "http", path: "/healthz" } as const;

/** Nothing tells whether the clock is well but that it runs. */
const ticking = { kind: "command", command: ["grep", "-q", "clockwork", "/proc/1/cmdline"] } as const;

const processes: Readonly<Record<string, Workload>> = {
  api: {
    ...process,
    running: { kind: "stateless", targetCpuPercent: 70 },
    arguments: ["api"],
    ports: { http: { port: lagoPorts.api, protocol: "TCP" } },
    probes: { startup: health, liveness: health, readiness: health, startupSeconds: 300 },
    sizing: several(2, "processes of the API, so that one may go", rails("process of the API")),
    egress: [toPdf],
  },
  worker: {
    ...process,
    running: { kind: "stateless", targetCpuPercent: 70 },
    arguments: ["worker"],
    ports: { health: { port: lagoPorts.worker, protocol: "TCP" } },
    probes: { startup: alive, liveness: alive, readiness: alive, startupSeconds: 300 },
    sizing: several(2, "workers, so that one may go", rails("worker")),
    egress: [toPdf],
  },
  clock: {
    ...process,
    alone:
      "two clocks would order every invoice twice; another node starts it within minutes, and what was due meanwhile is ordered at the next turn",
    // A member that has a name is gone before it comes back.
    running: { kind: "stateful" },
    arguments: ["clock"],
    ports: {},
    probes: { startup: ticking, liveness: ticking, readiness: ticking },
    reaches: ["database", "cache"],
    sizing: several(1, "clocks of one installation", {
      cpu: figure(millicores(50), "processor of the clock", guessed),
      memory: figure(mebibytes(512), "memory of the clock: one process of Rails without requests", guessed),
    }),
  },
  migrate: {
    ...process,
    running: { kind: "once" },
    arguments: ["migrate"],
    ports: {},
    environment: (at) => ({ ...lagoSettings(at), ...organizationSettings(at) }),
    reaches: ["database", "cache"],
    sizing: several(1, "changes of the tables at a time", rails("change of the tables")),
  },
  pdf: {
    zone: "services",
    alone: "invoices as documents wait until another node has started it; nothing else does",
    running: { kind: "stateless", targetCpuPercent: 70 },
    activity: "active-site-only",
    image: images.lagoPdf,
    user: { uid: 1001, gid: 1001 },
    ports: { http: { port: lagoPorts.pdf, protocol: "TCP" } },
    probes: { startup: health, liveness: health, readiness: health },
    environment: () => ({ HOME: "/tmp" }),
    files: () => ({}),
    volumes: {
      temporary: {
        kind: "scratch",
        medium: "disk",
        size: fixed(512, "one document on its way, and a browser's profile"),
      },
    },
    mounts: [{ volume: "temporary", path: "/tmp" }],
    preparation: [],
    sizing: several(1, "makers of documents", {
      cpu: figure(millicores(100), "processor of one maker of documents", guessed),
      memory: figure(mebibytes(1024), "memory of one maker of documents: a browser", guessed),
    }),
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    reaches: [],
    egress: [],
  },
  front: {
    zone: "services",
    running: { kind: "stateless", targetCpuPercent: 70 },
    activity: "active-site-only",
    image: images.lagoFront,
    user: { uid: 101, gid: 101 },
    command: ["nginx", "-c", "/etc/bestek/nginx.conf", "-g", "daemon off;"],
    ports: { http: { port: lagoPorts.front, protocol: "TCP" } },
    probes: { startup: shown, liveness: shown, readiness: shown },
    environment: () => ({}),
    files: (at) => ({ "nginx.conf": frontServer(at), "env-config.js": frontConfiguration(at) }),
    volumes: {
      temporary: { kind: "scratch", medium: "disk", size: fixed(64, "temporary files of one web server") },
    },
    mounts: [
      { volume: "files", path: "/etc/bestek", readOnly: true },
      { volume: "temporary", path: "/tmp" },
    ],
    preparation: [],
    sizing: several(2, "web servers, so that one may go", {
      cpu: figure(millicores(25), "processor of one web server of files", guessed),
      memory: figure(mebibytes(64), "memory of one web server of files", guessed),
    }),
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    reaches: [],
    egress: [{ kind: "service", service: billingName, workload: "api", port: "http" }],
  },
};

/**
 * Billing, where tenants share a platform: Lago counts what each used and makes invoices of it, out of prices that are facts. It is for the
 * operator's administrators, who sign in at the gateway first. What it needs it reads by itself, once a night: no service waits for it.
 */
export const billing = (given: BillingRules, others: readonly Meter[]) => {
  const meters = [...others, storageMeter];
  const rules = checkedBillingRules(given, meters);
  return defineService({
    name: billingName,
    title: "Billing",
    layer: "application",
    tenancy: "between-tenants",
    workloads: { ...processes, catalogue: catalogueTask(meters, rules), meter: meterTask(meters, rules) },
    needs: {
      database: {
        // Lago's own, of those that come with PostgreSQL. It partitions a table where pg_partman is there, and does without where not.
        extensions: ["pgcrypto", "unaccent"],
        collation: "C.UTF-8",
        work: "bounded",
        size: {
          fixed: figure(mebibytes(4096), "tables and indexes of one installation, and its own log of changes", guessed),
          perUserSeed: figure(
            quantity(0.1, "MiB/user"),
            "three events a day of a tenant of 50 users, kept for three years at 1.5 KiB each with their indexes",
            guessed,
          ),
        },
      },
      buckets: {
        invoices: {
          role: "authoritative",
          speaks: ["s3"],
          size: {
            fixed: figure(mebibytes(1024), "invoices of 200 tenants for ten years at 40 KiB each", guessed),
          },
        },
      },
      // What waits in it is ordered again out of the database: the clock looks every hour for what is due and not yet done.
      cache: {
        role: "rebuildable",
        memory: { fixed: figure(mebibytes(128), "work that waits for a worker", guessed) },
      },
      oidc: { client: "confidential", redirects: [{ label: billingLabel, path: "/oauth2/callback" }] },
      accounts: "count",
    },
    meters: [storageMeter],
    secrets: {
      application: {
        keys: { base: { hexOf: 64 }, primary: 40, deterministic: 40, salt: 40 },
      },
      administrator: { keys: { password: 40 } },
      api: { keys: { key: 48 } },
    },
    exposes: [
      {
        kind: "https",
        label: billingLabel,
        workload: "front",
        port: "http",
        access: "signed-in",
        allows: [{ path: "/", groups: ["administrators"] }],
      },
    ],
    without: {
      database: refuses("customers, prices and what was counted stand in the database"),
      objects: continues("what was used is counted; no invoice is made into a document or shown as one"),
      cache: refuses("work is handed to workers through it; what waited in it is ordered again by the clock"),
      identity: continues("who is signed in goes on; accounts are not counted that day, and the rest is"),
      authorization: refuses("nobody passes the gateway; what tenants used is read all the same"),
      "kube-prometheus-stack": continues("nothing is counted; the next night counts the days of a week past"),
    },
  });
};
