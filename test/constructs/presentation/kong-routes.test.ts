import { KongGateway } from "../../../constructs/platform/gateway/kong/kong-gateway";
import { gatewayRef } from "../../../constructs/platform/gateway/gateway-reference";
import { kongRoute, type KongAccess, type KongRouteProps } from "../../../constructs/presentation/kong/https-route";
import { kongSecurityTxt } from "../../../constructs/presentation/kong/security-txt";
import { tcpIngress } from "../../../constructs/presentation/kong/tcp-ingress";
import { render } from "../render";

const signedIn: KongAccess = {
  kind: "signed-in",
  signIn: { service: "portal-sign-in", port: 4180, pods: { app: "portal-sign-in" } },
  issuer: "https://iam.zuid.example.eu/realms/workspace",
  clientId: "portal",
  authorization: {
    host: "authorization-opa.authorization.svc.cluster.local",
    port: 8181,
    allows: [{ path: "/", groups: ["users"] }],
  },
};

const route = (access: KongAccess, more: Partial<KongRouteProps> = {}) =>
  render((chart) => {
    kongRoute(chart, {
      name: "portal",
      namespace: "portal",
      hostName: "portal.zuid.example.eu",
      parent: gatewayRef("kong", "https-portal"),
      pods: { app: "portal-web" },
      port: 80,
      podPort: 3000,
      traffic: { requestsPerSecond: 4200, connections: 6300 },
      access,
      ...more,
    });
  }, "portal");

test("a route leads one host to pods over a Service of its own, encrypted, with the headers that browsers need", () => {
  const objects = route({ kind: "anyone" });
  expect(objects["HTTPRoute/portal"]).toMatchObject({
    metadata: {
      annotations: {
        "konghq.com/plugins": "portal-limit,portal-guard",
        "konghq.com/protocols": "https",
        "konghq.com/https-redirect-status-code": "301",
      },
    },
    spec: {
      parentRefs: [{ name: "public", namespace: "kong", sectionName: "https-portal" }],
      hostnames: ["portal.zuid.example.eu"],
      rules: [{ backendRefs: [{ name: "edge-portal", port: 80 }], filters: [{ type: "ResponseHeaderModifier" }] }],
    },
  });
  expect(objects["Service/edge-portal"]).toMatchObject({
    metadata: { annotations: { "konghq.com/upstream-policy": "portal", "konghq.com/retries": "2" } },
    spec: { selector: { app: "portal-web" }, ports: [{ port: 80, targetPort: 3000 }] },
  });
});

test("what passes is limited, and inspected by the firewall of the same pod", () => {
  const objects = route({ kind: "anyone" });
  expect(objects["KongPlugin/portal-limit"]).toMatchObject({
    plugin: "rate-limiting",
    config: { second: 4200, limit_by: "service", policy: "local" },
  });
  expect(objects["KongPlugin/portal-guard"]).toMatchObject({
    plugin: "bestek-guard",
    config: { firewall: "http://127.0.0.1:8090", slashes: "refused" },
  });
  expect(objects["KongPlugin/portal-guard"]).not.toHaveProperty("config.sign_in");
});

test("replicas that fail are set aside, and come back", () => {
  expect(route({ kind: "anyone" })["KongUpstreamPolicy/portal"]).toMatchObject({
    spec: {
      algorithm: "least-connections",
      healthchecks: { passive: { unhealthy: { tcpFailures: 3 } }, active: { healthy: { interval: 10 } } },
    },
  });
});

test("requests that must meet are led to one replica", () => {
  const traffic = { requestsPerSecond: 10, connections: 10, meetsBy: "WOPISrc" };
  expect(route({ kind: "anyone" }, { traffic })["KongUpstreamPolicy/portal"]).toMatchObject({
    spec: { algorithm: "consistent-hashing", hashOn: { queryArg: "WOPISrc" } },
  });
});

test("only named networks pass where only they may", () => {
  const objects = route({ kind: "from-networks", networks: ["203.0.113.0/28"] });
  expect(objects["HTTPRoute/portal"]).toHaveProperty(
    ["metadata", "annotations", "konghq.com/plugins"],
    "portal-limit,portal-guard,portal-networks",
  );
  expect(objects["KongPlugin/portal-networks"]).toMatchObject({
    plugin: "ip-restriction",
    config: { allow: ["203.0.113.0/28"] },
  });
});

test("signed-in users pass: the guard asks who it is, and who may", () => {
  expect(route(signedIn)["KongPlugin/portal-guard"]).toMatchObject({
    config: {
      sign_in: "http://portal-sign-in.portal.svc.cluster.local:4180/oauth2/auth",
      authorization: "http://authorization-opa.authorization.svc.cluster.local:8181/v1/data/bestek/gateway/decision",
      issuer: "https://iam.zuid.example.eu/realms/workspace",
      audience: "portal",
      rules: '[{"path":"/","groups":["users"]}]',
    },
  });
});

test("people reach what signs them in, from the same networks and behind the same limits, and need not be signed in for it", () => {
  const objects = route(signedIn, { from: ["203.0.113.0/28"] });
  expect(objects["HTTPRoute/portal-sign-in"]).toMatchObject({
    metadata: {
      annotations: {
        "konghq.com/plugins": "portal-sign-in-limit,portal-sign-in-guard,portal-sign-in-networks",
        "konghq.com/protocols": "https",
      },
    },
    spec: {
      rules: [
        {
          matches: [{ path: { type: "PathPrefix", value: "/oauth2" } }],
          backendRefs: [{ name: "edge-portal-sign-in", port: 4180 }],
        },
      ],
    },
  });
  expect(objects["Service/edge-portal-sign-in"]).toMatchObject({ spec: { selector: { app: "portal-sign-in" } } });
  expect(objects["KongPlugin/portal-sign-in-guard"]).not.toHaveProperty("config.sign_in");
});

test("a route takes the requests that it names, and keeps their slashes where it says so", () => {
  const objects = route(
    { kind: "anyone" },
    { requests: [{ kind: "pattern", expression: "/b/[^/]+/c" }], slashes: "kept" },
  );
  expect(objects["HTTPRoute/portal"]).toMatchObject({
    spec: { rules: [{ matches: [{ path: { type: "RegularExpression", value: "/b/[^/]+/c" } }] }] },
  });
  expect(objects["KongPlugin/portal-guard"]).toMatchObject({ config: { slashes: "kept" } });
});

test("a public port leads to a Service by a kind of Kong's own", () => {
  const objects = render((chart) => {
    tcpIngress(chart, { name: "mail-25", publicPort: 25, service: "mail-stalwart", port: 10025 });
  }, "mail");
  expect(objects["TCPIngress/mail-25"]).toMatchObject({
    metadata: { annotations: { "kubernetes.io/ingress.class": "kong" } },
    spec: { rules: [{ port: 25, backend: { serviceName: "mail-stalwart", servicePort: 10025 } }] },
  });
});

test("security.txt is answered at Kong itself, before any sign-in", () => {
  const objects = render((chart) => {
    kongSecurityTxt(chart, {
      disclosure: { contact: "mailto:security@zuid.example.eu", until: "2027-06-30" },
      parents: [gatewayRef("kong", "https-mail")],
    });
  }, "kong");
  expect(objects["KongPlugin/security-txt"]).toMatchObject({
    plugin: "request-termination",
    config: {
      status_code: 200,
      body: "Contact: mailto:security@zuid.example.eu\nExpires: 2027-06-30T23:59:59Z\n",
    },
  });
  expect(objects["HTTPRoute/security-txt"]).toMatchObject({
    metadata: { annotations: { "konghq.com/plugins": "security-txt", "konghq.com/protocols": "https" } },
    spec: { rules: [{ matches: [{ path: { type: "Exact", value: "/.well-known/security.txt" } }] }] },
  });
});

test("where nobody is named, security.txt has no route", () => {
  const objects = render((chart) => {
    kongSecurityTxt(chart, { disclosure: { contact: "mailto:a@example.eu", until: "2027-06-30" }, parents: [] });
  }, "kong");
  expect(Object.keys(objects)).toEqual([]);
});

test("the Gateway has a listener for each name, of a class whose pods stand already, and every request is measured", () => {
  const objects = render((chart) => {
    new KongGateway(chart, "gateway", { hosts: { mail: "mail.zuid.example.eu" } });
  }, "kong");
  expect(objects["GatewayClass/public"]).toMatchObject({
    metadata: { annotations: { "konghq.com/gatewayclass-unmanaged": "true" } },
    spec: { controllerName: "konghq.com/kic-gateway-controller" },
  });
  expect(objects["Gateway/public"]).toMatchObject({
    spec: {
      listeners: [
        { name: "http", port: 80 },
        { name: "https-mail", port: 443, hostname: "mail.zuid.example.eu", tls: { mode: "Terminate" } },
      ],
    },
  });
  expect(objects["KongClusterPlugin/metrics"]).toMatchObject({
    metadata: { labels: { global: "true" }, annotations: { "kubernetes.io/ingress.class": "kong" } },
    plugin: "prometheus",
  });
});
