import { images } from "../../catalog";
import {
  continues,
  cores,
  defineService,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  refuses,
  secret,
  type RequestPath,
} from "../../language";
import type { Calls, Federation } from "./chat-rules";
import { authorizationPort, callLabels, livekitConfig, livekitPorts, livekitStart } from "./livekit-configuration";
import { synapsePorts } from "./synapse-configuration";

const benchmark = {
  kind: "measurement",
  ref: "LiveKit, Benchmarking: 150 people in one meeting with video of 720p take 85 % of 16 cores, 50 MB/s in and 93 MB/s out",
  date: "2025-08-13",
} as const;

const matrixStack = {
  kind: "documentation",
  ref: "chart matrix-stack, values of matrixRTC",
  date: "2026-08-21",
} as const;

const guessed = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a measurement",
  date: "2026-11-22",
} as const;

/** 150 people on 13.6 cores are 11 a core; the relay, which the benchmark does without, is taken to cost the other three. */
const participantsPerReplica = 8;

/** Mbit/s of one person in a call, both directions together: 143 MB/s for 150. */
const perParticipant = ((50 + 93) * 8) / 150;

const exact = (path: string): RequestPath => ({ kind: "exact", path });

/** Signals of clients, and the two questions of the authorization service; the rest of LiveKit's administration ends at the gateway. */
const signals: readonly RequestPath[] = [
  { kind: "prefix", path: "/rtc" },
  ...["CreateRoom", "GetParticipant"].map((call) => exact(`/twirp/livekit.RoomService/${call}`)),
];

/** Clients of today and of the protocol's next version (lk-jwt-service 0.6.0). */
const permissions: readonly RequestPath[] = ["/sfu/get", "/get_token", "/delegate_delayed_leave"].map(exact);

const alive = { kind: "http", port: "signals", path: "/" } as const;
const healthy = { kind: "http", port: "http", path: "/healthz" } as const;

/**
 * Calls of chat: LiveKit passes sound and pictures on between those in a call, and the authorization service lets in whom the homeserver
 * knows. Each tenant has its own, because whoever holds LiveKit's secret may enter every room.
 */
export const calls = ({ taking }: Extract<Calls, { readonly kind: "group" }>, federation: Federation) =>
  defineService({
    name: "calls",
    title: "Calls",
    layer: "application",
    tenancy: "instance-per-tenant",
    workloads: {
      livekit: {
        zone: "services",
        running: { kind: "stateless", targetCpuPercent: 70 },
        activity: "active-site-only",
        image: images.livekit,
        user: { uid: 10030, gid: 10030 },
        command: ["sh", "-c", livekitStart],
        ports: {
          signals: { port: livekitPorts.signals, protocol: "TCP" },
          relay: { port: livekitPorts.relay, protocol: "TCP" },
          media: { port: livekitPorts.media, protocol: "UDP" },
          metrics: { port: livekitPorts.metrics, protocol: "TCP" },
        },
        probes: { startup: alive, liveness: alive, readiness: alive },
        environment: () => ({
          LIVEKIT_WEBHOOK_API_KEY: secret("livekit", "key"),
          LIVEKIT_SECRET: secret("livekit", "secret"),
          REDIS_PASSWORD: secret("cache", "password"),
        }),
        files: (at) => ({ "livekit.yaml": livekitConfig(at) }),
        volumes: {},
        mounts: [{ volume: "files", path: "/etc/livekit", readOnly: true }],
        preparation: [],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(Math.max(1, Math.floor(participantsPerReplica / taking)), "users/replica"),
            `named users of one LiveKit server: ${String(participantsPerReplica)} in calls, ${String(taking * 100)} % of all at the busiest moment`,
            guessed,
          ),
          footing: {
            cpu: figure(cores(1), "processor of one LiveKit server: 11 people a core without a relay", benchmark),
            memory: figure(mebibytes(512), "memory of one LiveKit server: the chart asks for 150 MiB", guessed),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: { kind: "never" },
        metrics: { port: "metrics", path: "/metrics" },
        reaches: ["cache"],
        egress: [
          // The relay that a client came to and the room that it is in may be on different servers.
          { kind: "service", service: "calls", workload: "livekit", port: "media" },
          { kind: "service", service: "calls", workload: "authorization", port: "http" },
        ],
      },
      authorization: {
        zone: "services",
        running: { kind: "stateless", targetCpuPercent: 70 },
        activity: "active-site-only",
        image: images.callAuthorization,
        user: { uid: 10033, gid: 10033 },
        ports: { http: { port: authorizationPort, protocol: "TCP" } },
        probes: { startup: healthy, liveness: healthy, readiness: healthy },
        environment: (at) => ({
          LIVEKIT_JWT_BIND: `:${String(authorizationPort)}`,
          // Handed to clients, and where it asks itself: the public way, for both.
          LIVEKIT_URL: `wss://${at.hostname(callLabels.signals)}`,
          LIVEKIT_KEY: secret("livekit", "key"),
          LIVEKIT_SECRET: secret("livekit", "secret"),
          LIVEKIT_FULL_ACCESS_HOMESERVERS: at.domain,
          LIVEKIT_CS_API_URL_OVERRIDES: `${at.domain}=http://${at.workload("chat", "main")}:${String(synapsePorts.client)}`,
          // News of who left reach one replica, and the other one asks.
          LIVEKIT_SANITY_CHECK_INTERVAL_SECONDS: "60",
        }),
        files: () => ({}),
        volumes: {},
        mounts: [],
        preparation: [],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(5000, "users/replica"),
            "named users one authorization service serves: asked once for each call that somebody joins",
            guessed,
          ),
          footing: {
            cpu: figure(millicores(50), "processor of one authorization service", matrixStack),
            memory: figure(mebibytes(50), "memory of one authorization service", matrixStack),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: { kind: "never" },
        reaches: [],
        egress: [
          { kind: "service", service: "chat", workload: "main", port: "client" },
          // A homeserver is looked up by its name alone (lk-jwt-service 0.6.0), which leads out and in again by the public entry.
          ...(federation.kind === "closed" ? [443] : [443, 8448]).map(
            (port) =>
              ({
                kind: "internet",
                port,
                protocol: "TCP",
                reason: "asks homeservers whose a caller's token is, and LiveKit for a room, under their public names",
              }) as const,
          ),
        ],
      },
    },
    needs: {
      cache: {
        role: "cache",
        memory: { fixed: figure(mebibytes(64), "which server has which room, and news between servers", guessed) },
      },
    },
    secrets: { livekit: { keys: { key: 20, secret: 48 } } },
    exposes: [
      {
        kind: "https",
        label: callLabels.signals,
        workload: "livekit",
        port: "signals",
        access: "service-decides",
        requests: signals,
      },
      {
        kind: "https",
        label: callLabels.signals,
        workload: "authorization",
        port: "http",
        access: "service-decides",
        requests: permissions,
      },
      {
        kind: "tls",
        label: callLabels.relay,
        workload: "livekit",
        port: "relay",
        traffic: figure(
          quantity(Math.round(perParticipant * taking * 1000) / 1000, "Mbit/s/user"),
          `media of calls for each named user: ${perParticipant.toFixed(1)} Mbit/s for each of ${String(taking * 100)} % in a call, both directions together`,
          guessed,
        ),
      },
    ],
    without: {
      chat: refuses("the homeserver says who calls, and tells everybody else that there is a call"),
      cache: refuses("servers find rooms through it; nobody joins until it is back"),
      identity: continues("calls go on; nobody signs in anew"),
      ai: continues("calls work as they are"),
    },
  });
