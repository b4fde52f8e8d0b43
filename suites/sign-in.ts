import { images } from "../catalog";
import {
  asksAuthorization,
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  secret,
  signInPort,
  signInWorkload,
  type ServiceDefinition,
  type Workload,
} from "../language";

const decided = {
  kind: "decision",
  ref: "it reads a cookie and keeps nothing: two, of which one may go; to be sized again by a load test",
  date: "2026-11-22",
} as const;

/** Name of the secret with which cookies are encrypted, and its key. */
const cookies = { secret: "sign-in", key: "cookie-secret" } as const;

/** A service whose gateway can't sign people in itself: what does so stands beside it, and the gateway asks there. */
export function withSignIn(service: ServiceDefinition): ServiceDefinition {
  if (!asksAuthorization(service)) return service;
  const [exposed] = service.exposes.flatMap((exposure) =>
    exposure.kind === "https" && exposure.access === "signed-in" ? (service.workloads[exposure.workload] ?? []) : [],
  );
  if (exposed === undefined) return service;
  return {
    ...service,
    workloads: { ...service.workloads, [signInWorkload]: signIn(exposed) },
    // A key of AES-256, of 32 letters and digits.
    secrets: { ...service.secrets, [cookies.secret]: { keys: { [cookies.key]: 32 } } },
  };
}

/**
 * OAuth2 Proxy before one program of the realm. A session is a cookie that only this program reads; it ends after an hour, and the realm's own
 * session gives another without a question. It is not refreshed: the realm takes each refresh token once, and a page asks many times at once.
 */
const signIn = ({ zone, activity }: Pick<Workload, "zone" | "activity">): Workload => ({
  zone,
  activity,
  running: { kind: "stateless", targetCpuPercent: 70 },
  image: images.oauth2Proxy,
  user: { uid: 65532, gid: 65532 },
  // Who may say whom it speaks for: the gateway's pods, and a mesh's proxy of the same pod, which policies tell from all others.
  arguments: ["--trusted-proxy-ip=$(TRUSTED_PROXIES)", "--trusted-proxy-ip=127.0.0.1/32"],
  ports: { http: { port: signInPort, protocol: "TCP" }, metrics: { port: 44180, protocol: "TCP" } },
  probes: {
    startup: { kind: "http", port: "http", path: "/ready" },
    liveness: { kind: "http", port: "http", path: "/ping" },
    readiness: { kind: "http", port: "http", path: "/ready" },
  },
  environment: (at) => {
    const { issuer, authorization, token, keys, clientId } = at.identity();
    return {
      OAUTH2_PROXY_HTTP_ADDRESS: `0.0.0.0:${String(signInPort)}`,
      OAUTH2_PROXY_METRICS_ADDRESS: "0.0.0.0:44180",
      OAUTH2_PROXY_PROVIDER: "oidc",
      OAUTH2_PROXY_OIDC_ISSUER_URL: issuer,
      // Stated, so that browsers go to the public address and this program to the one inside the cluster.
      OAUTH2_PROXY_SKIP_OIDC_DISCOVERY: "true",
      OAUTH2_PROXY_LOGIN_URL: authorization,
      OAUTH2_PROXY_REDEEM_URL: token,
      OAUTH2_PROXY_OIDC_JWKS_URL: keys,
      OAUTH2_PROXY_CODE_CHALLENGE_METHOD: "S256",
      OAUTH2_PROXY_SCOPE: "openid profile email",
      OAUTH2_PROXY_CLIENT_ID: clientId,
      OAUTH2_PROXY_CLIENT_SECRET: secret("oidc", "client-secret"),
      OAUTH2_PROXY_COOKIE_SECRET: secret(cookies.secret, cookies.key),
      // The prefix binds the cookie to one host, and to connections that are encrypted.
      OAUTH2_PROXY_COOKIE_NAME: "__Host-sign-in",
      OAUTH2_PROXY_COOKIE_SECURE: "true",
      OAUTH2_PROXY_COOKIE_HTTPONLY: "true",
      OAUTH2_PROXY_COOKIE_SAMESITE: "lax",
      OAUTH2_PROXY_COOKIE_EXPIRE: "1h",
      OAUTH2_PROXY_COOKIE_REFRESH: "0s",
      OAUTH2_PROXY_COOKIE_CSRF_PER_REQUEST: "true",
      // Who may reach what is decided by the authorization service, on the token that travels with its answer.
      OAUTH2_PROXY_EMAIL_DOMAINS: "*",
      OAUTH2_PROXY_OIDC_EMAIL_CLAIM: "preferred_username",
      OAUTH2_PROXY_SET_XAUTHREQUEST: "true",
      OAUTH2_PROXY_PASS_ACCESS_TOKEN: "true",
      OAUTH2_PROXY_REVERSE_PROXY: "true",
      TRUSTED_PROXIES: at.podNetwork,
      OAUTH2_PROXY_SKIP_PROVIDER_BUTTON: "true",
      // It answers questions and leads nowhere itself.
      OAUTH2_PROXY_UPSTREAMS: "static://404",
      OAUTH2_PROXY_SHOW_DEBUG_ON_ERROR: "false",
    };
  },
  files: () => ({}),
  volumes: {},
  mounts: [],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(quantity(2, "replicas"), "programs that sign people in before one service", decided),
    footing: {
      cpu: figure(millicores(50), "processor of one sign-in", decided),
      memory: figure(mebibytes(64), "memory of one sign-in", decided),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  metrics: { port: "metrics", path: "/metrics" },
  reaches: ["oidc"],
  egress: [],
});
