import { stringify } from "yaml";
import { images, rateLimitImage } from "../../catalog";
import {
  enforced,
  figure,
  mebibytes,
  millicores,
  replicas,
  secret,
  type Footing,
  type Meter,
  type Surroundings,
  type Workload,
} from "../../language";
import { bento } from "../bento";
import { toTopic } from "../bento-bus";
import { unlessFailed } from "../bento-refusal";
import type { AiRules } from "./ai-rules";
import { embeddingModel, languageModel, modelPort, modelsName } from "./models";

/** Topic of who asked a model. */
export const aiRequests = { service: "ai", name: "requests" } as const;

/** What questions and answers come to, as the gateway counts them (a histogram: agentgateway, schema/metrics.md). */
export const tokenMeter: Meter = {
  code: "tokens",
  title: "Tokens of language models",
  unit: "tokens",
  month: "sum",
  reading: {
    kind: "series",
    expression:
      'sum by (namespace) (increase(agentgateway_gen_ai_client_token_usage_sum{gen_ai_token_type=~"input|output"}[1d]))',
    label: "namespace",
    per: 1,
  },
};

/** Workloads of the AI service that stand between people and models. */
export const aiGateway = "gateway";
export const aiQuota = "counter";
export const aiRequestsWorkload = "requests";

/** Ports of the three. */
export const gatewayPorts = { http: 3000, metrics: 15_020, health: 15_021 } as const;
const quotaPorts = { grpc: 8081, http: 8080, metrics: 9090 } as const;
const requestsPort = 8080;

/** Path on which every request is reported before it is answered. */
const reported = "/requests";

/** Headers in which the web application says on whose behalf it asks (Open WebUI 0.11, utils/headers.py). */
const person = "x-openwebui-user-id";
const address = "x-openwebui-user-email";

/** Header in which the gateway tells what is asked for: a path, never the question. */
const asked = "x-ai-request";

const publishedNowhere = "no published figure; to be replaced by a measurement";
const guessed = { kind: "estimate", ref: publishedNowhere, date: "2026-11-21" } as const;
const decision = { kind: "decision", ref: "two of each, so that one may go", date: "2026-11-21" } as const;

const twoOf = (what: string, cpu: number, memory: number): Workload["sizing"] => {
  const footing: Footing = {
    cpu: figure(millicores(cpu), `processor of one ${what}`, guessed),
    memory: figure(mebibytes(memory), `memory of one ${what}`, guessed),
  };
  return { kind: "fixed", replicas: figure(replicas(2), `${what}s`, decision), footing };
};

const shared = {
  zone: "services",
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  volumes: {},
  preparation: [],
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
} as const satisfies Partial<Workload>;

const host = (at: Surroundings, service: string, workload: string, port: number): string =>
  `${at.workload(service, workload)}:${String(port)}`;

/** Key with which the web application shows the gateway who it is; both have it from the same secret. */
export const gatewayKey = secret("gateway", "key");

/** The gateway reads variables in its file. */
const keyVariable = "GATEWAY_KEY";
const withKey = { apiKey: { mode: "strict", keys: [{ key: `$${keyVariable}` }] } } as const;

/** What stands before both models: nobody is answered whose request nobody wrote down, or who has used up what a minute holds. */
const policies = (at: Surroundings) => ({
  ...withKey,
  extAuthz: {
    host: host(at, "ai", aiRequestsWorkload, requestsPort),
    protocol: { http: { path: `"${reported}"`, addRequestHeaders: { [asked]: "request.path" } } },
    includeRequestHeaders: [person, address],
    failureMode: { denyWithStatus: 503 },
    timeout: "10s",
  },
  remoteRateLimit: {
    host: host(at, "ai", aiQuota, quotaPorts.grpc),
    domain: "ai",
    failureMode: "failClosed",
    descriptors: [
      { entries: [{ key: "person", value: `request.headers["${person}"]` }], type: "tokens" },
      { entries: [{ key: "organisation", value: '"all"' }], type: "tokens" },
    ],
  },
});

const modelRoute = (at: Surroundings, { workload, model, path, kind }: ModelRoute) => ({
  name: workload,
  matches: [{ path: { exact: path } }],
  policies: { ...policies(at), ai: { routes: { [path]: kind } }, timeout: { requestTimeout: "600s" } },
  backends: [
    {
      ai: {
        name: workload,
        hostOverride: host(at, modelsName, workload, modelPort),
        provider: { openAI: { model } },
      },
    },
  ],
});

interface ModelRoute {
  readonly workload: string;
  readonly model: string;
  readonly path: string;
  readonly kind: "completions" | "embeddings";
}

/** agentgateway's own file: three paths lead on, and all others nowhere (fields as in its schema, 1.4). */
export const gatewayConfiguration = (at: Surroundings): string =>
  stringify(
    {
      config: {
        // The page of its administrators has no sign-in of its own.
        adminAddr: "localhost:15000",
        statsAddr: `0.0.0.0:${String(gatewayPorts.metrics)}`,
        readinessAddr: `0.0.0.0:${String(gatewayPorts.health)}`,
        logging: { format: "json" },
      },
      binds: [
        {
          port: gatewayPorts.http,
          listeners: [
            {
              name: "ai",
              protocol: "HTTP",
              routes: [
                modelRoute(at, {
                  workload: "language",
                  model: languageModel,
                  path: "/v1/chat/completions",
                  kind: "completions",
                }),
                modelRoute(at, {
                  workload: "embeddings",
                  model: embeddingModel,
                  path: "/v1/embeddings",
                  kind: "embeddings",
                }),
                {
                  // Which models there are is no secret and costs nothing.
                  name: "models",
                  matches: [{ path: { exact: "/v1/models" }, method: "GET" }],
                  policies: withKey,
                  backends: [{ host: host(at, modelsName, "language", modelPort) }],
                },
              ],
            },
          ],
        },
      ],
    },
    { aliasDuplicateObjects: false },
  );

const gatewayHealth = { kind: "http", port: "health", path: "/healthz/ready" } as const;

/** The way to the models: agentgateway, with no state of its own. */
export const gatewayWorkload: Workload = {
  ...shared,
  image: images.agentGateway,
  user: { uid: 65532, gid: 65532 },
  command: ["/app/agentgateway"],
  arguments: ["-f", "/etc/agentgateway/config.yaml"],
  ports: {
    http: { port: gatewayPorts.http, protocol: "TCP" },
    metrics: { port: gatewayPorts.metrics, protocol: "TCP" },
    health: { port: gatewayPorts.health, protocol: "TCP" },
  },
  probes: { startup: gatewayHealth, liveness: gatewayHealth, readiness: gatewayHealth },
  environment: () => ({ [keyVariable]: gatewayKey }),
  files: (at) => ({ "config.yaml": gatewayConfiguration(at) }),
  mounts: [{ volume: "files", path: "/etc/agentgateway", readOnly: true }],
  sizing: twoOf("AI gateway", 50, 128),
  reaches: [],
  metrics: { port: "metrics", path: "/metrics" },
  egress: [
    { kind: "service", service: "ai", workload: aiRequestsWorkload, port: "requests" },
    { kind: "service", service: "ai", workload: aiQuota, port: "grpc" },
    { kind: "service", service: modelsName, workload: "language", port: "api" },
    { kind: "service", service: modelsName, workload: "embeddings", port: "api" },
  ],
};

/** What a minute holds, for each person and for all of them: counted in the cache, so that all gateways count alike. */
export const quotaConfiguration = ({ tokensPerMinute }: AiRules): string =>
  stringify({
    domain: "ai",
    descriptors: [
      { key: "person", rate_limit: { unit: "minute", requests_per_unit: tokensPerMinute.person } },
      { key: "organisation", rate_limit: { unit: "minute", requests_per_unit: tokensPerMinute.organisation } },
    ],
  });

const quotaHealth = { kind: "http", port: "http", path: "/healthcheck" } as const;

/** Envoy's rate limit service; settings as in its README. */
export const quotaWorkload = (rules: AiRules): Workload => ({
  ...shared,
  image: rateLimitImage,
  user: { uid: 65534, gid: 65534 },
  command: ["/bin/ratelimit"],
  ports: {
    grpc: { port: quotaPorts.grpc, protocol: "TCP" },
    http: { port: quotaPorts.http, protocol: "TCP" },
    metrics: { port: quotaPorts.metrics, protocol: "TCP" },
  },
  probes: { startup: quotaHealth, liveness: quotaHealth, readiness: quotaHealth },
  environment: (at) => ({
    BACKEND_TYPE: "redis",
    REDIS_SOCKET_TYPE: "tcp",
    REDIS_URL: `${at.cache().host}:${String(at.cache().port)}`,
    REDIS_AUTH: secret("cache", "password"),
    RUNTIME_ROOT: "/data",
    RUNTIME_SUBDIRECTORY: "ratelimit",
    RUNTIME_IGNOREDOTFILES: "true",
    RUNTIME_WATCH_ROOT: "false",
    USE_STATSD: "false",
    USE_PROMETHEUS: "true",
    PROMETHEUS_ADDR: `:${String(quotaPorts.metrics)}`,
    PROMETHEUS_PATH: "/metrics",
    LOG_LEVEL: "warn",
  }),
  files: () => ({ "config.yaml": quotaConfiguration(rules) }),
  mounts: [{ volume: "files", path: "/data/ratelimit/config", readOnly: true }],
  sizing: twoOf("quota counter", 25, 64),
  reaches: ["cache"],
  metrics: { port: "metrics", path: "/metrics" },
  egress: [],
});

/**
 * Who asked which kind of model and when, never what: published before the request goes on, and the gateway waits for it. A request
 * on nobody's behalf is turned away here.
 */
export const requestsWorkload: Workload = bento({
  ports: { requests: { port: requestsPort, protocol: "TCP" } },
  environment: () => ({}),
  stream: (at) => ({
    input: {
      http_server: {
        address: `0.0.0.0:${String(requestsPort)}`,
        path: reported,
        allowed_verbs: ["GET", "POST"],
        timeout: "8s",
      },
    },
    pipeline: { processors: [{ mapping: whoAsked }] },
    output: unlessFailed(toTopic(at, aiRequests)),
  }),
});

/** Go writes names of headers with capitals. */
const canonical = (header: string): string =>
  header.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);

const whoAsked = `let person = metadata("${canonical(person)}").or("")
root.person = if $person == "" { throw("asked on nobody's behalf") } else { $person }
root.address = metadata("${canonical(address)}").or("")
root.asked = metadata("${canonical(asked)}").or("")`;
