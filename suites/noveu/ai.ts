import { images } from "../../catalog";
import {
  continues,
  days,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  refuses,
  replicas,
  type Extent,
  type Source,
  type Workload,
} from "../../language";
import {
  aiGateway,
  aiQuota,
  aiRequests,
  aiRequestsWorkload,
  gatewayWorkload,
  quotaWorkload,
  requestsWorkload,
  tokenMeter,
} from "./ai-gateway";
import type { AiRules } from "./ai-rules";
import { callback, dataFolder, openWebuiSettings, openWebuiStart } from "./open-webui-configuration";

const decision: Source = {
  kind: "decision",
  ref: "bestek AI; all durable state is in PostgreSQL and the bucket",
  date: "2026-11-21",
};
const guessed: Source = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a measurement",
  date: "2026-11-21",
};

const fixed = (size: number, meaning: string): Extent => ({ fixed: figure(mebibytes(size), meaning, decision) });

const health = { kind: "http", port: "http", path: "/health" } as const;

const footing = {
  cpu: figure(millicores(500), "processor of one Open WebUI process", guessed),
  memory: figure(mebibytes(1536), "memory of one Open WebUI process, with documents that it reads", guessed),
};

const application = {
  zone: "services",
  activity: "active-site-only",
  image: images.openWebui,
  user: { uid: 1000, gid: 1000 },
  environment: openWebuiSettings,
  files: (at) => ({ "start.sh": openWebuiStart(at) }),
  volumes: {
    data: {
      kind: "scratch",
      medium: "disk",
      size: fixed(4096, "documents on their way to the bucket, and pictures of pages"),
    },
    temporary: { kind: "scratch", medium: "disk", size: fixed(1024, "temporary files of one process") },
  },
  mounts: [
    { volume: "files", path: "/etc/open-webui", readOnly: true },
    { volume: "data", path: dataFolder },
    { volume: "temporary", path: "/tmp" },
  ],
  preparation: [],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
} as const satisfies Partial<Workload>;

/**
 * AI: conversations with a language model about one's own documents. Open WebUI keeps conversations and vectors in PostgreSQL and
 * documents in a bucket; a gateway counts every person's tokens and has every request written down before it passes. The models
 * themselves are a service of their own, the same for everyone.
 */
export const ai = (rules: AiRules) =>
  defineService({
    name: "ai",
    title: "AI",
    layer: "application",
    tenancy: "instance-per-tenant",
    workloads: {
      web: {
        ...application,
        running: { kind: "stateless", targetCpuPercent: 70 },
        command: ["sh", "/etc/open-webui/start.sh"],
        arguments: ["serve"],
        ports: { http: { port: 8080, protocol: "TCP" } },
        probes: { startup: health, liveness: health, readiness: health, startupSeconds: 300 },
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(2500, "users/replica"),
            "named users one process carries: a model on processors answers few at a time",
            guessed,
          ),
          footing,
        },
        egress: [{ kind: "service", service: "ai", workload: aiGateway, port: "http" }],
      },
      setup: {
        ...application,
        running: { kind: "once" },
        command: ["sh", "/etc/open-webui/start.sh"],
        arguments: ["migrate"],
        ports: {},
        sizing: { kind: "fixed", replicas: figure(replicas(1), "changes of the tables at a time", decision), footing },
        reaches: ["database"],
        egress: [],
      },
      [aiGateway]: gatewayWorkload,
      [aiQuota]: quotaWorkload(rules),
      [aiRequestsWorkload]: requestsWorkload,
    },
    needs: {
      database: {
        extensions: ["vector"],
        collation: "C.UTF-8",
        // The models write a few answers at a time, and so does whoever keeps them.
        work: "bounded",
        size: {
          perUserSeed: figure(
            quantity(10, "MiB/user"),
            "vectors of 1,000 passages at 6 KiB, and 4 MiB of conversations",
            guessed,
          ),
        },
      },
      buckets: {
        documents: {
          role: "authoritative",
          speaks: ["s3"],
          size: {
            perUserSeed: figure(quantity(20, "MiB/user"), "20 documents of 1 MiB that somebody asks about", guessed),
          },
        },
      },
      cache: {
        role: "cache",
        memory: { fixed: figure(mebibytes(128), "tokens of this minute, and news between processes", decision) },
      },
      oidc: { client: "confidential", redirects: [{ label: "ai", path: callback }] },
      bus: {
        publishes: {
          [aiRequests.name]: {
            publisher: aiRequestsWorkload,
            kept: figure(days(14), "requests to models on the bus, read or not", decision),
            size: figure(mebibytes(64), "requests: two days of 4,000 users at 25 a day of 300 bytes", decision),
          },
        },
        consumes: {},
        deadLettersKept: figure(days(14), "dead letters of AI: as long as its requests", decision),
      },
    },
    secrets: { application: { keys: { sessions: 64, administrator: 40 } }, gateway: { keys: { key: 48 } } },
    meters: [tokenMeter],
    exposes: [{ kind: "https", label: "ai", workload: "web", port: "http", access: "service-decides" }],
    without: {
      database: refuses("conversations, documents and their vectors stand in the database"),
      objects: continues("conversations go on; no document is opened or stored"),
      cache: refuses("tokens are counted and processes tell each other what is new through it; nobody is answered"),
      models: continues("conversations and documents can be read; nobody is answered"),
      audit: continues("AI works; who asked waits on the bus for two weeks"),
      bus: continues("conversations can be read; nobody is answered, for nothing is asked that nobody writes down"),
      files: continues("AI works with documents that people give it"),
      mail: continues("AI works as it is"),
      chat: continues("AI works as it is"),
      portal: continues("AI works from its own address"),
      identity: continues("signed-in sessions go on; nobody signs in anew"),
    },
  });
