import { renderCharts } from "../../charts";
import production from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning";
import { cloudWith } from "../tenancy/shared-environment";

const manifestsOf = (environment: Environment, release: string) =>
  renderCharts(environment, planEnvironment(environment))
    .filter((chart) => chart.release === release)
    .flatMap(({ site, manifests }) => manifests.map((manifest) => ({ site, manifest })));

const here = manifestsOf(production, "mesh")
  .filter(({ site }) => site === "eu-west-par")
  .map(({ manifest }) => manifest);

const policy = (kind: string, name: string, namespace?: string) =>
  here.find(
    ({ kind: each, metadata }) =>
      each === kind && metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
  );

test("mutual TLS is asked of everyone, and nothing is allowed but by a rule", () => {
  expect(policy("PeerAuthentication", "default")).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: { mtls: { mode: "STRICT" } },
  });
  expect(policy("AuthorizationPolicy", "allow-nothing")).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: {},
  });
});

test("the world is heard on the gateway's public ports alone, and the reason stands beside", () => {
  expect(policy("PeerAuthentication", "envoy-gateway-proxy")).toMatchObject({
    metadata: {
      namespace: "envoy-gateway-system",
      annotations: { "bestek.eu/exception-mesh": expect.stringMatching(/^public-entry: /) },
    },
    spec: {
      mtls: { mode: "STRICT" },
      portLevelMtls: Object.fromEntries(
        [4190, 10025, 10080, 10443, 10465, 10587, 10993].map((port) => [String(port), { mode: "PERMISSIVE" }]),
      ),
    },
  });
});

test("pods with an account of their own are named by it, others by their namespace", () => {
  expect(policy("AuthorizationPolicy", "openbao-server")).toMatchObject({
    metadata: { namespace: "openbao" },
    spec: {
      rules: expect.arrayContaining([
        {
          from: [{ source: { principals: ["cluster.local/ns/openbao/sa/openbao"] } }],
          to: [{ operation: { ports: ["8200", "8201"] } }],
        },
      ]),
    },
  });
  expect(policy("AuthorizationPolicy", "portal-web")).toMatchObject({
    spec: {
      rules: [
        { from: [{ source: { namespaces: ["envoy-gateway-system"] } }], to: [{ operation: { ports: ["3000"] } }] },
      ],
    },
  });
});

test("tenants share the mesh's policies: one more brings none", () => {
  const count = (tenants: readonly string[]): number =>
    manifestsOf(cloudWith(Object.fromEntries(tenants.map((id) => [id, { users: 50 }]))), "mesh").length;
  expect(count(["a", "b", "c"])).toBe(count(["a"]));
});

test("what every tenant has is allowed in the root namespace, by the part of the namespace that tenants share", () => {
  const files = manifestsOf(cloudWith({ a: { users: 50 } }), "mesh").find(
    ({ manifest: { kind, metadata } }) => kind === "AuthorizationPolicy" && metadata.name === "cache-files",
  );
  expect(files?.manifest).toMatchObject({
    metadata: { namespace: "istio-system" },
    spec: { rules: [{ from: [{ source: { namespaces: ["*-files"] } }], to: [{ operation: { ports: ["6379"] } }] }] },
  });
});
