import { httpsRoute, type Access } from "../../../constructs/presentation/https-route";
import { streamRoute } from "../../../constructs/presentation/stream-route";
import { tcpRoute } from "../../../constructs/presentation/tcp-route";
import { gatewayRef } from "../../../constructs/platform/gateway/gateway-reference";
import { PublicGateway } from "../../../constructs/platform/gateway/public-gateway";
import { mirrorAt, type RequestPath } from "../../../language";
import { render } from "../render";

const route = (access: Access, requests?: readonly RequestPath[]) =>
  render((chart) => {
    httpsRoute(chart, {
      name: "portal",
      hostName: "portal.zuid.example.eu",
      parent: gatewayRef("envoy", "https-portal"),
      service: "portal-web",
      port: 3000,
      traffic: { requestsPerSecond: 4200, connections: 6300 },
      access,
      ...(requests === undefined ? {} : { requests }),
    });
  }, "portal");

const signedIn: Access = {
  kind: "signed-in",
  issuer: "https://iam.zuid.example.eu/realms/workspace",
  endpoints: {
    authorization: "https://iam.zuid.example.eu/realms/workspace/protocol/openid-connect/auth",
    token: "https://iam.zuid.example.eu/realms/workspace/protocol/openid-connect/token",
    keys: "https://iam.zuid.example.eu/realms/workspace/protocol/openid-connect/certs",
    end: "https://iam.zuid.example.eu/realms/workspace/protocol/openid-connect/logout",
  },
  identity: { service: "identity-keycloak", namespace: "identity", port: 8080 },
  clientId: "portal",
  secret: "oidc",
  redirectUrl: "https://portal.zuid.example.eu/oauth2/callback",
  authorization: {
    service: "authorization-opa",
    namespace: "authorization",
    port: 9191,
    allows: [{ path: "/", groups: ["users"] }],
  },
};

const gateway = render((chart) => {
  new PublicGateway(chart, "gateway", {
    hosts: { mail: "mail.zuid.example.eu" },
    streams: { turn: "turn.zuid.example.eu" },
    ports: [25, 993],
    clientAddress: "proxy-protocol",
    firewall: "block",
    mirror: mirrorAt("registry.zuid.example.eu"),
    pullSecret: "registry-pull",
  });
}, "envoy-gateway-system");

test("a route leads one host to one Service, with the headers that browsers need", () => {
  expect(route({ kind: "anyone" })["HTTPRoute/portal"]).toMatchObject({
    spec: {
      parentRefs: [{ name: "public", sectionName: "https-portal" }],
      hostnames: ["portal.zuid.example.eu"],
      rules: [{ backendRefs: [{ name: "portal-web", port: 3000 }], filters: [{ type: "ResponseHeaderModifier" }] }],
    },
  });
  expect(route({ kind: "anyone" })["SecurityPolicy/portal"]).toBeUndefined();
});

test("a route takes every request, or those that it names", () => {
  expect(route({ kind: "anyone" })["HTTPRoute/portal"]).not.toHaveProperty("spec.rules.0.matches");
  const some = route({ kind: "anyone" }, [
    { kind: "exact", path: "/.well-known/x" },
    { kind: "prefix", path: "/a" },
    { kind: "pattern", expression: "/b/[^/]+/c" },
  ]);
  expect(some["HTTPRoute/portal"]).toMatchObject({
    spec: {
      rules: [
        {
          matches: [
            { path: { type: "Exact", value: "/.well-known/x" } },
            { path: { type: "PathPrefix", value: "/a" } },
            { path: { type: "RegularExpression", value: "/b/[^/]+/c" } },
          ],
        },
      ],
    },
  });
});

test("only named networks pass where only they may", () => {
  expect(route({ kind: "from-networks", networks: ["203.0.113.0/28"] })["SecurityPolicy/portal"]).toMatchObject({
    spec: {
      authorization: {
        defaultAction: "Deny",
        rules: [{ action: "Allow", principal: { clientCIDRs: ["203.0.113.0/28"] } }],
      },
    },
  });
});

test("a sign-in may be for named networks alone", () => {
  const policy = render((chart) => {
    httpsRoute(chart, {
      name: "ops",
      hostName: "ops.zuid.example.eu",
      parent: gatewayRef("envoy", "https-ops"),
      service: "ops-jump-host",
      port: 8080,
      traffic: { requestsPerSecond: 10, connections: 10 },
      access: signedIn,
      from: ["203.0.113.0/28"],
    });
  }, "ops")["SecurityPolicy/ops"];
  expect(policy).toMatchObject({
    spec: {
      oidc: { clientID: "portal" },
      extAuth: { failOpen: false },
      authorization: { defaultAction: "Deny", rules: [{ principal: { clientCIDRs: ["203.0.113.0/28"] } }] },
    },
  });
});

test("signed-in users pass; the secret is a reference", () => {
  const policy = route(signedIn);
  expect(policy["SecurityPolicy/portal"]).toMatchObject({
    spec: {
      jwt: { providers: [{ issuer: "https://iam.zuid.example.eu/realms/workspace", audiences: ["portal"] }] },
      extAuth: {
        failOpen: false,
        grpc: { backendRefs: [{ name: "authorization-opa", namespace: "authorization", port: 9191 }] },
        contextExtensions: [
          { name: "issuer", value: "https://iam.zuid.example.eu/realms/workspace" },
          { name: "audience", value: "portal" },
          { name: "rules", value: '[{"path":"/","groups":["users"]}]' },
        ],
      },
    },
  });
  expect(policy["SecurityPolicy/portal"]).toMatchObject({
    spec: {
      oidc: {
        clientID: "portal",
        clientSecret: { name: "oidc" },
        provider: { issuer: "https://iam.zuid.example.eu/realms/workspace" },
      },
    },
  });
});

test("a route is guarded: a rate, a breaker, a retry budget, and no end to a long answer", () => {
  expect(route({ kind: "anyone" })["BackendTrafficPolicy/portal"]).toMatchObject({
    spec: {
      targetRefs: [{ kind: "HTTPRoute", name: "portal" }],
      rateLimit: { type: "Local", local: { rules: [{ limit: { requests: 4200, unit: "Second" } }] } },
      circuitBreaker: { maxConnections: 6300, maxParallelRequests: 6300, maxPendingRequests: 4200 },
      retry: { retryOn: { triggers: ["connect-failure", "refused-stream", "reset-before-request"] } },
      timeout: { http: { requestTimeout: "0s" } },
    },
  });
});

test("a port's route tells the service who is calling", () => {
  const objects = render((chart) => {
    tcpRoute(chart, { name: "mail-25", listener: "tcp-25", service: "mail-stalwart", port: 10025 });
  });
  expect(objects["TCPRoute/mail-25"]).toMatchObject({
    spec: { rules: [{ backendRefs: [{ name: "mail-stalwart", port: 10025 }] }] },
  });
  expect(objects["BackendTrafficPolicy/mail-25"]).toMatchObject({ spec: { proxyProtocol: { version: "V2" } } });
});

test("the gateway has a listener per name and port, and TLS 1.3 at least", () => {
  expect(gateway["Gateway/public"]).toMatchObject({
    spec: {
      listeners: [
        { name: "http", port: 80 },
        {
          name: "https-mail",
          port: 443,
          hostname: "mail.zuid.example.eu",
          tls: { certificateRefs: [{ name: "certificate-mail" }] },
        },
        { name: "stream-turn", port: 443, hostname: "turn.zuid.example.eu" },
        { name: "tcp-25", port: 25, protocol: "TCP" },
        { name: "tcp-993", port: 993, protocol: "TCP" },
      ],
    },
  });
  expect(gateway["ClientTrafficPolicy/public"]).toMatchObject({ spec: { tls: { minVersion: "1.3" } } });
  expect(gateway["Certificate/certificate-mail"]).toMatchObject({ spec: { dnsNames: ["mail.zuid.example.eu"] } });
});

test("encoded slashes are kept at the one listener that asks for it, which is told all else again", () => {
  const kept = render((chart) => {
    new PublicGateway(chart, "gateway", {
      hosts: { office: "office.zuid.example.eu" },
      slashesKept: ["office"],
      ports: [],
      clientAddress: "proxy-protocol",
      firewall: "block",
      mirror: mirrorAt("registry.zuid.example.eu"),
      pullSecret: "registry-pull",
    });
  }, "envoy-gateway-system");
  const target = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "public" };
  const rest = { tls: { minVersion: "1.3" }, proxyProtocol: { optional: false } };
  expect(kept["ClientTrafficPolicy/public"]).toMatchObject({
    spec: { ...rest, targetRefs: [target], path: { escapedSlashesAction: "UnescapeAndRedirect" } },
  });
  expect(kept["ClientTrafficPolicy/public-office"]).toMatchObject({
    spec: {
      ...rest,
      targetRefs: [{ ...target, sectionName: "https-office" }],
      path: { escapedSlashesAction: "KeepUnchanged" },
    },
  });
  expect(gateway).not.toHaveProperty("ClientTrafficPolicy/public-office");
});

test("requests about one thing meet at one replica where the service asks for it", () => {
  const sticky = render((chart) => {
    httpsRoute(chart, {
      name: "office",
      hostName: "office.zuid.example.eu",
      parent: gatewayRef("envoy", "https-office"),
      service: "office-web",
      port: 9980,
      traffic: { requestsPerSecond: 10, connections: 10, meetsBy: "WOPISrc" },
      access: { kind: "anyone" },
    });
  }, "office");
  expect(sticky["BackendTrafficPolicy/office"]).toMatchObject({
    spec: {
      loadBalancer: {
        type: "ConsistentHash",
        consistentHash: { type: "QueryParams", queryParams: [{ name: "WOPISrc" }] },
      },
    },
  });
  expect(route({ kind: "anyone" })["BackendTrafficPolicy/portal"]).not.toHaveProperty("spec.loadBalancer");
});

test("plain HTTP is answered with the way to HTTPS", () => {
  expect(gateway["HTTPRoute/to-https"]).toMatchObject({
    spec: {
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
    },
  });
});

test("proxies come from the mirror, hardened, one a zone", () => {
  expect(gateway["EnvoyProxy/public"]).toMatchObject({
    spec: {
      provider: {
        kubernetes: {
          envoyService: { type: "ClusterIP" },
          envoyDeployment: {
            replicas: 3,
            container: {
              image: expect.stringMatching(/^registry\.zuid\.example\.eu\/docker\.io\/envoyproxy\/envoy:/),
              securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
            },
          },
        },
      },
    },
  });
});

test("the firewall refuses or only logs, as the facts say; it stands before every route and fails closed", () => {
  const rules = (objects: ReturnType<typeof render>): unknown => objects["EnvoyExtensionPolicy/firewall"];
  expect(rules(gateway)).toMatchObject({
    spec: {
      targetRefs: [{ kind: "Gateway", name: "public" }],
      wasm: [
        {
          failOpen: false,
          code: { image: { url: "registry.zuid.example.eu/ghcr.io/corazawaf/coraza-proxy-wasm:0.6.0" } },
          config: {
            default_directives: "platform",
            directives_map: { platform: expect.arrayContaining(["SecRuleEngine On", "Include @owasp_crs/*.conf"]) },
          },
        },
      ],
    },
  });
});

test("another protocol on port 443 has a name and a certificate of its own, and its encryption ends at the gateway", () => {
  expect(gateway["Gateway/public"]).toMatchObject({
    spec: {
      listeners: expect.arrayContaining([
        expect.objectContaining({ name: "https-mail", port: 443, protocol: "HTTPS" }),
        expect.objectContaining({
          name: "stream-turn",
          port: 443,
          protocol: "TLS",
          hostname: "turn.zuid.example.eu",
          tls: { mode: "Terminate", certificateRefs: [{ name: "certificate-turn" }] },
        }),
      ]),
    },
  });
  expect(gateway["Certificate/certificate-turn"]).toMatchObject({ spec: { dnsNames: ["turn.zuid.example.eu"] } });
});

test("its server gets the bytes alone: no client's address comes ahead of them", () => {
  const rendered = render((chart) => {
    streamRoute(chart, {
      name: "turn",
      parent: gatewayRef("envoy", "stream-turn"),
      hostName: "turn.zuid.example.eu",
      service: "calls-livekit",
      port: 5349,
      connections: 6300,
    });
  }, "calls");
  expect(rendered["TLSRoute/turn"]).toMatchObject({
    spec: {
      hostnames: ["turn.zuid.example.eu"],
      parentRefs: [{ name: "public", sectionName: "stream-turn" }],
      rules: [{ backendRefs: [{ name: "calls-livekit", port: 5349 }] }],
    },
  });
  expect(rendered["BackendTrafficPolicy/turn"]).toMatchObject({ spec: { circuitBreaker: { maxConnections: 6300 } } });
  expect(rendered["BackendTrafficPolicy/turn"]).not.toHaveProperty("spec.proxyProtocol");
});
