import { pastProxyPorts } from "../../catalog";
import { renderCharts } from "../../charts";
import oost from "../../environments/noveu-oost";
import { metricsIn, promqlErrors } from "../constructs/platform/alerts/promql";
import { linkerdAlerts } from "../../constructs/platform/alerts/linkerd-alerts";
import { planEnvironment } from "../../planning";

const plan = planEnvironment(oost);
const charts = renderCharts(oost, plan);
const here = charts.flatMap(({ manifests }) => manifests);

const find = (kind: string, namespace: string, name: string) =>
  here.find(
    (manifest) =>
      manifest.kind === kind && manifest.metadata.name === name && manifest.metadata.namespace === namespace,
  );
const namespaceOf = (name: string) => here.find(({ kind, metadata }) => kind === "Namespace" && metadata.name === name);

test("the authority comes before the mesh, and its policies after it", () => {
  expect(
    charts.filter(({ release }) => release.startsWith("mesh")).map(({ stage, release }) => `${stage}/${release}`),
  ).toEqual(["mesh-identity/mesh-identity", "mesh/mesh", "gateway/mesh-alerts"]);
});

test("namespaces are enrolled by annotation, and the gateway's proxies hear the world themselves", () => {
  expect(namespaceOf("vault")).toMatchObject({ metadata: { annotations: { "linkerd.io/inject": "enabled" } } });
  expect(namespaceOf("databases")).not.toHaveProperty(["metadata", "annotations", "linkerd.io/inject"]);
  expect(namespaceOf("kong")).toMatchObject({
    metadata: { annotations: { [pastProxyPorts]: "4190,10025,10080,10443,10465,10587,10636,10993" } },
  });
  expect(namespaceOf("vault")).not.toHaveProperty(["metadata", "annotations", pastProxyPorts]);
});

test("a port is opened to the identities of the flows that lead there, and to no other", () => {
  expect(find("Server", "cache", "cache-files-6379")).toMatchObject({
    spec: { port: 6379, accessPolicy: "deny", proxyProtocol: "opaque" },
  });
  expect(find("AuthorizationPolicy", "vault", "vault-server-8201")).toMatchObject({
    spec: {
      targetRef: { kind: "Server", name: "vault-server-8201" },
      requiredAuthenticationRefs: [{ kind: "MeshTLSAuthentication", name: "vault-server-8201" }],
    },
  });
  expect(find("MeshTLSAuthentication", "vault", "vault-server-8201")).toMatchObject({
    spec: { identityRefs: [{ kind: "ServiceAccount", name: "vault", namespace: "vault" }] },
  });
});

test("webhooks, which speak TLS of their own, are left to the API server", () => {
  expect(namespaceOf("gatekeeper-system")).toMatchObject({ metadata: { annotations: { [pastProxyPorts]: "8443" } } });
  expect(find("Server", "gatekeeper-system", "gatekeeper-webhook-8443")).toBeUndefined();
});

test("kubelets are heard from the nodes alone, and the reason stands beside", () => {
  expect(find("NetworkAuthentication", "portal", "portal-web-3000-clear")).toMatchObject({
    metadata: { annotations: { "bestek.eu/exception-mesh": expect.stringMatching(/^kubelet-probes: /) } },
    spec: { networks: [{ cidr: "10.80.0.0/20" }] },
  });
  expect(find("Server", "portal", "portal-web-3000")).toMatchObject({ spec: { proxyProtocol: "unknown" } });
});

test("packets between pods of the mesh pass on its own port", () => {
  const policy = find("NetworkPolicy", "vault", "vault-server");
  expect(JSON.stringify(policy)).toContain('"port":4143');
  expect(JSON.stringify(policy)).not.toContain('"port":15008');
});

test("a quota counts the proxy beside each pod that it admits", () => {
  expect(find("ResourceQuota", "platform-audit", "planned")).toMatchObject({
    spec: {
      hard: {
        pods: "19",
        "requests.cpu": "2850m",
        "requests.memory": `${String(3648 + 19 * 20)}Mi`,
        "limits.cpu": "15100m",
        "limits.memory": `${String(6432 + 19 * 256)}Mi`,
      },
    },
  });
});

test("no pod of ours listens where its proxy does", () => {
  const proxies = [4140, 4143, 4191, 4192];
  const taken = Object.values(plan.flows).filter(
    ({ to, port, because }) => to.kind === "pods" && proxies.includes(port) && !because.includes("proxy"),
  );
  const probed = taken.filter(({ by }) => by !== "kubelet");
  expect(probed).toEqual([]);
});

test("the issuer lives two days below an anchor whose key stays", () => {
  expect(find("Certificate", "linkerd", "linkerd-identity-issuer")).toMatchObject({
    spec: { isCA: true, duration: "48h", renewBefore: "25h", privateKey: { rotationPolicy: "Always" } },
  });
  expect(find("Certificate", "cert-manager", "linkerd-trust-anchor")).toMatchObject({
    spec: { isCA: true, privateKey: { rotationPolicy: "Never" } },
  });
});

test("alerts ask for what cert-manager and kube-state-metrics export, of what the chart makes", () => {
  const expressions = linkerdAlerts.rules.map(({ expression }) => expression);
  expect(expressions.flatMap(promqlErrors)).toEqual([]);
  expect([...new Set(expressions.flatMap(metricsIn))].sort()).toEqual([
    "certmanager_certificate_expiration_timestamp_seconds",
    "kube_daemonset_status_number_unavailable",
    "kube_deployment_status_replicas_available",
  ]);
});
