import { images } from "../../catalog";
import {
  continues,
  refuses,
  cores,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  secret,
  type Extent,
  type Mount,
  type Preparation,
  type Surroundings,
  type Volume,
  type Workload,
} from "../../language";
import type { ChatRules, Federation } from "./chat-rules";
import { elementCallConfig, elementConfig, elementSite } from "./element-configuration";
import { homeserver, mediaFolder, runFolder, synapsePorts } from "./synapse-configuration";
import { mainRequests, workerRequests } from "./synapse-requests";
import { logging, objectClient, prepareScript, startScript, workerTemplate } from "./synapse-scripts";

const decided = {
  kind: "decision",
  ref: "scratch of one Synapse process; all durable state is in PostgreSQL and the bucket",
  date: "2026-11-21",
} as const;

const fixed = (size: number, meaning: string): Extent => ({ fixed: figure(mebibytes(size), meaning, decided) });

/** One process of Python uses one processor, so that the guide's 15 processors are 15 processes. */
const openDesk = {
  kind: "measurement",
  ref: "openDesk scaling guide: Element with federation, 10000 users, 15 vCPU and 12 GB",
  date: "2026-11-20",
} as const;

const process = {
  cpu: figure(cores(1), "processor of one Synapse process of the guide", openDesk),
  memory: figure(mebibytes(819), "memory of one Synapse process: 12 GB on 15", openDesk),
};

const elementChart = {
  kind: "documentation",
  ref: "chart matrix-stack, values of elementWeb",
  date: "2026-08-21",
} as const;

const publishedNowhere = "no published figure; to be replaced by a measurement";
const guessed = { kind: "estimate", ref: publishedNowhere, date: "2026-11-21" } as const;

const secrets = () => ({
  SYNAPSE_SIGNING_KEY: secret("homeserver", "signing"),
  SYNAPSE_MACAROON_SECRET: secret("homeserver", "macaroon"),
  SYNAPSE_FORM_SECRET: secret("homeserver", "form"),
  SYNAPSE_REPLICATION_SECRET: secret("homeserver", "replication"),
  SYNAPSE_CACHE_PASSWORD: secret("cache", "password"),
  SYNAPSE_OIDC_SECRET: secret("oidc", "client-secret"),
});

const prepare: Preparation = {
  image: images.synapse,
  command: ["sh", "/etc/synapse/prepare.sh"],
  mounts: [
    { volume: "files", path: "/etc/synapse", readOnly: true },
    { volume: "run", path: runFolder },
  ],
  environment: secrets,
};

const volumes: Readonly<Record<string, Volume>> = {
  run: { kind: "scratch", medium: "memory", size: fixed(1, "secrets as files and the name of a worker") },
  temporary: { kind: "scratch", medium: "disk", size: fixed(1024, "temporary files of one process") },
};

const mounts: readonly Mount[] = [
  { volume: "files", path: "/etc/synapse", readOnly: true },
  { volume: "run", path: runFolder },
  { volume: "temporary", path: "/tmp" },
];

const health = { kind: "http", port: "client", path: "/health" } as const;

/** Other servers are asked under 443, or under 8448 where they name no other port (Matrix server-server API, 2.1). */
const ways = ({ kind }: Federation): Workload["egress"] =>
  kind === "closed"
    ? []
    : [443, 8448].map((port) => ({
        kind: "internet",
        port,
        protocol: "TCP",
        reason: "messages to the servers of named partners",
      }));

const synapse = (rules: ChatRules) =>
  ({
    zone: "services",
    activity: "active-site-only",
    image: images.synapse,
    user: { uid: 10091, gid: 10091 },
    probes: { startup: health, liveness: health, readiness: health, startupSeconds: 300 },
    files: (at: Surroundings) => ({
      "homeserver.yaml": homeserver(at, rules),
      "worker.yaml": workerTemplate,
      "log.yaml": logging,
      "aws.ini": objectClient(at),
      "prepare.sh": prepareScript,
      "start.sh": startScript,
    }),
    environment: () => ({
      PGPASSWORD: secret("database", "password"),
      AWS_ACCESS_KEY_ID: secret("bucket-media", "access-key"),
      AWS_SECRET_ACCESS_KEY: secret("bucket-media", "secret-key"),
      AWS_CONFIG_FILE: "/etc/synapse/aws.ini",
    }),
    preparation: [prepare],
    readOnlyRoot: enforced,
    bindsLowPorts: { kind: "never" },
    metrics: { port: "metrics", path: "/_synapse/metrics" },
  }) as const;

/** Over the file of Element Call that Element Web's image carries, which names no media server. */
const elementCallMount: Mount = {
  volume: "files",
  path: "/app/widgets/element-call/config.json",
  folder: "element-call.json",
  readOnly: true,
};

const clientPort = { port: synapsePorts.client, protocol: "TCP" } as const;
const metricsPort = { port: synapsePorts.metrics, protocol: "TCP" } as const;

/**
 * Chat: Matrix rooms by Synapse, read and written with Element Web or any client of the protocol. One main process holds the order of
 * events, so that it runs once; interchangeable workers beside it carry most of the load. Rows live in PostgreSQL, media in a bucket.
 */
export const chat = (rules: ChatRules) =>
  defineService({
    name: "chat",
    title: "Chat",
    layer: "application",
    tenancy: "instance-per-tenant",
    workloads: {
      main: {
        alone:
          "Synapse has one main process for a homeserver; another node starts it within minutes, in which nobody signs in and rooms stand still",
        ...synapse(rules),
        // Two at once would write over each other: a member that has a name is gone before it comes back.
        running: { kind: "stateful" },
        arguments: ["synapse.app.homeserver"],
        command: ["sh", "/etc/synapse/start.sh"],
        ports: {
          client: clientPort,
          replication: { port: synapsePorts.replication, protocol: "TCP" },
          metrics: metricsPort,
        },
        volumes: {
          ...volumes,
          media: {
            kind: "scratch",
            medium: "disk",
            size: fixed(8192, "media of the last hour, in the bucket already"),
          },
        },
        mounts: [...mounts, { volume: "media", path: mediaFolder }],
        sizing: {
          kind: "fixed",
          replicas: figure(quantity(1, "replicas"), "main processes of one homeserver", {
            kind: "documentation",
            ref: "Synapse manual, Scaling synapse via workers",
            date: "2026-08",
          }),
          footing: process,
        },
        egress: [
          { kind: "service", service: "mail", workload: "stalwart", port: "submission" },
          ...ways(rules.federation),
        ],
      },
      worker: {
        ...synapse(rules),
        running: { kind: "stateless", targetCpuPercent: 70 },
        arguments: ["synapse.app.generic_worker"],
        command: ["sh", "/etc/synapse/start.sh"],
        ports: { client: clientPort, metrics: metricsPort },
        volumes,
        mounts,
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(666, "users/replica"),
            "named users per process: 10000 users on 15",
            openDesk,
          ),
          footing: process,
        },
        egress: [
          { kind: "service", service: "chat", workload: "main", port: "replication" },
          ...ways(rules.federation),
        ],
      },
      web: {
        zone: "services",
        running: { kind: "stateless", targetCpuPercent: 70 },
        activity: "every-site",
        image: images.elementWeb,
        user: { uid: 10004, gid: 10004 },
        ports: { http: { port: 8080, protocol: "TCP" } },
        probes: {
          startup: { kind: "http", port: "http", path: "/health" },
          liveness: { kind: "http", port: "http", path: "/health" },
          readiness: { kind: "http", port: "http", path: "/health" },
        },
        environment: () => ({}),
        files: (at) => ({
          "config.json": elementConfig(at, rules.calls),
          "default.conf": elementSite,
          ...(rules.calls.kind === "none" ? {} : { "element-call.json": elementCallConfig(at) }),
        }),
        volumes: {
          temporary: { kind: "scratch", medium: "disk", size: fixed(64, "temporary files of one web server") },
        },
        mounts: [
          { volume: "files", path: "/app/config.json", folder: "config.json", readOnly: true },
          { volume: "files", path: "/etc/nginx/conf.d/default.conf", folder: "default.conf", readOnly: true },
          ...(rules.calls.kind === "none" ? [] : [elementCallMount]),
          { volume: "temporary", path: "/tmp" },
        ],
        preparation: [],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(5000, "users/replica"),
            "named users one web server of files serves",
            guessed,
          ),
          footing: {
            cpu: figure(millicores(50), "processor of one Element Web replica", elementChart),
            memory: figure(mebibytes(50), "memory of one Element Web replica", elementChart),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: { kind: "never" },
        egress: [],
      },
    },
    needs: {
      database: {
        extensions: [],
        // Synapse starts with no other.
        collation: "C",
        size: {
          perUserSeed: figure(
            quantity(10, "MiB/user"),
            "rooms and messages: a fifth of the seed's 50 GB of database per 1000 users",
            {
              kind: "specification",
              ref: "Noveu reference architecture, sizing guidelines: database 50 GB per 1000 users excluding mail",
              date: "2026-01",
            },
          ),
        },
      },
      buckets: {
        media: {
          role: "authoritative",
          speaks: ["s3"],
          size: {
            perUserSeed: figure(quantity(220, "MiB/user"), "media of a year: 1 MiB a working day", guessed),
          },
        },
      },
      cache: { role: "cache", memory: { fixed: figure(mebibytes(256), "news between processes, in flight", decided) } },
      oidc: { client: "confidential", redirects: [{ label: "matrix", path: "/_synapse/client/oidc/callback" }] },
    },
    secrets: { homeserver: { keys: { signing: 43, macaroon: 64, form: 64, replication: 64 } } },
    exposes: [
      { kind: "https", label: "chat", workload: "web", port: "http", access: "service-decides" },
      {
        kind: "https",
        label: "matrix",
        workload: "main",
        port: "client",
        access: "service-decides",
        requests: mainRequests(rules),
      },
      {
        kind: "https",
        label: "matrix",
        workload: "worker",
        port: "client",
        access: "service-decides",
        requests: workerRequests,
      },
    ],
    without: {
      database: refuses("rooms and messages stand in the database"),
      objects: continues("rooms work; pictures and files neither come nor go"),
      cache: refuses("processes tell each other what is new through it; readers see nothing new until one is back"),
      mail: continues("chat works; nobody is told by mail what they missed"),
      calls: continues("rooms work; nobody joins a call"),
      files: continues("chat works as it is; files in rooms are its own"),
      portal: continues("chat works from its own address and from every client"),
      identity: continues("signed-in sessions go on; nobody signs in anew"),
      ai: continues("chat works as it is"),
    },
  });
