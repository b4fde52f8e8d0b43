import { renderCharts, type RenderedChart } from "../../charts";
import eigen from "../../environments/noveu-eigen";
import noord from "../../environments/noveu-noord";
import rijk from "../../environments/noveu-rijk";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning";
import { cloudWith } from "../tenancy/shared-environment";
import { judge } from "./harness/gator";
import { withEngines } from "./harness/with-engines";

const rendered = (environment: Environment): readonly RenderedChart[] =>
  renderCharts(environment, planEnvironment(environment));

/** A chart's own namespace stands in every object by now; of cluster-wide ones none does. */
const objectsAt = (charts: readonly RenderedChart[], site: string): readonly unknown[] =>
  charts.filter((chart) => chart.site === site).flatMap(({ manifests }) => manifests);

const mirror = "registry.zuid.example.eu";
const charts = rendered(zuid);
const rules = charts
  .filter(({ site, stage }) => site === "eu-west-par" && stage.startsWith("admission"))
  .flatMap(({ manifests }) => manifests);
/** Rules with which others have their own things beside ours. */
const rulesOfOwnCluster = rendered(eigen)
  .filter(({ stage }) => stage.startsWith("admission"))
  .flatMap(({ manifests }) => manifests)
  // What lies in a namespace can be judged only beside that namespace.
  .filter(({ metadata }) => metadata.namespace === undefined);

type Fields = Readonly<Record<string, unknown>>;

const good = { name: "web", image: `${mirror}/docker.io/library/nginx:1.29.0` };
const podSpec = (change: Fields = {}, container: Fields = {}): Fields => ({
  serviceAccountName: "workload",
  containers: [{ ...good, ...container }],
  ...change,
});
const object = (apiVersion: string, kind: string, spec: Fields, namespace = "mail"): Fields => ({
  apiVersion,
  kind,
  metadata: { name: "case", namespace },
  spec,
});
const pod = (change: Fields = {}, container: Fields = {}, namespace?: string): Fields =>
  object("v1", "Pod", podSpec(change, container), namespace);
const service = (spec: Fields, namespace?: string): Fields => object("v1", "Service", spec, namespace);
const policy = (spec: Fields): Fields =>
  object("networking.k8s.io/v1", "NetworkPolicy", { podSelector: {}, ...spec }, "mail");
const envoy = (kind: string, spec: Fields): Fields => object("gateway.envoyproxy.io/v1alpha1", kind, spec);
const namespace = (name: string, labels: Fields): Fields => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels },
});
const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
const host = (path: string, readOnly: boolean): Fields =>
  pod(
    { volumes: [{ name: "node", hostPath: { path } }] },
    { volumeMounts: [{ name: "node", mountPath: "/node", ...(readOnly ? { readOnly } : {}) }] },
    "monitoring",
  );
const ports = [{ port: 8080, protocol: "TCP" }];

/** What passes, and what is denied with which words. */
const passes: readonly (readonly [string, Fields])[] = [
  ["an image of the mirror with a tag", pod()],
  ["an image of the mirror with a digest", pod({}, { image: `${mirror}/a/b@sha256:${"0".repeat(64)}` })],
  ["a tag and a digest", pod({}, { image: `${mirror}/a/b:1.0@sha256:${"0".repeat(64)}` })],
  ["the default account without a token", pod({ serviceAccountName: "default", automountServiceAccountToken: false })],
  ["whatever the cluster itself runs", pod({ serviceAccountName: "" }, { image: "cloud.example/cni" }, "kube-system")],
  ["a look at the node", host("/var/log", true)],
  ["a Service inside", service({ type: "ClusterIP", ports })],
  ["the public entry", service({ type: "LoadBalancer", ports }, "envoy-gateway-system")],
  ["a namespace in a zone", namespace("mail", { "bestek.eu/zone": "services", ...restricted })],
  [
    "a new tenant's namespace",
    namespace("t-mail", { "bestek.eu/zone": "services", "bestek.eu/tenant": "t", ...restricted }),
  ],
  ["a policy that denies everything", policy({ policyTypes: ["Ingress", "Egress"] })],
  [
    "an opening that names whom",
    policy({ ingress: [{ from: [{ podSelector: { matchLabels: { a: "b" } } }], ports }] }),
  ],
  ["an opening to an address", policy({ egress: [{ to: [{ ipBlock: { cidr: "192.0.2.1/32" } }], ports }] })],
  ["a gateway that fails closed", envoy("SecurityPolicy", { extAuth: { failOpen: false } })],
  ["TLS 1.3", envoy("ClientTrafficPolicy", { tls: { minVersion: "1.3" } })],
];

const denied: readonly (readonly [string, Fields, string])[] = [
  ["an image from elsewhere", pod({}, { image: "docker.io/library/nginx:1.29.0" }), "is not from"],
  ["a mirror of a similar name", pod({}, { image: `${mirror}.evil.example/a:1` }), "is not from"],
  ["the latest image", pod({}, { image: `${mirror}/a:latest` }), "no fixed version"],
  ["an image without a tag", pod({}, { image: `${mirror}:5000/a` }), "no fixed version"],
  ["an empty tag", pod({}, { image: `${mirror}/a:` }), "no fixed version"],
  ["an init container from elsewhere", pod({ initContainers: [{ name: "i", image: "x:1" }] }), 'container "i"'],
  ["a debugging container from elsewhere", pod({ ephemeralContainers: [{ name: "d", image: "x:1" }] }), '"d"'],
  [
    "a workload that would make such pods",
    object("apps/v1", "StatefulSet", { template: { spec: podSpec({}, { image: "x:1" }) } }),
    "is not from",
  ],
  [
    "a job that would",
    object("batch/v1", "CronJob", { jobTemplate: { spec: { template: { spec: podSpec({}, { image: "x:1" }) } } } }),
    "is not from",
  ],
  ["the default account's token", pod({ serviceAccountName: "default" }), "default service account"],
  ["no account named", pod({ serviceAccountName: undefined }), "default service account"],
  ["a privileged container", pod({}, { securityContext: { privileged: true } }, "monitoring"), "is privileged"],
  ["a folder of the node to write to", host("/var/log", false), "may write"],
  ["the runtime's socket", host("/run/containerd/containerd.sock", true), "socket"],
  ["a load balancer beside the entry", service({ type: "LoadBalancer", ports }), "way around the gateway"],
  ["a port on every node", service({ type: "NodePort", ports }, "envoy-gateway-system"), "way around the gateway"],
  ["an address taken over", service({ externalIPs: ["192.0.2.1"], ports }), "nobody takes over"],
  ["an alias for a name outside", service({ type: "ExternalName", externalName: "evil.example" }), "alias"],
  ["a namespace without a zone", namespace("new", restricted), "in no zone"],
  ["a zone that doesn't exist", namespace("new", { "bestek.eu/zone": "all", ...restricted }), "in no zone"],
  [
    "mail among the operators",
    namespace("mail", { "bestek.eu/zone": "mgmt", ...restricted }),
    "belongs to zone services",
  ],
  [
    "a tenant among the operators",
    namespace("t-x", { "bestek.eu/zone": "mgmt", "bestek.eu/tenant": "t", ...restricted }),
    "services and data alone",
  ],
  [
    "a namespace without Pod Security",
    namespace("mail", { "bestek.eu/zone": "services" }),
    'enforce Pod Security "restricted"',
  ],
  [
    "a namespace with less Pod Security",
    namespace("mail", { "bestek.eu/zone": "services", "pod-security.kubernetes.io/enforce": "privileged" }),
    'enforce Pod Security "restricted"',
  ],
  ["an opening for everyone", policy({ ingress: [{ ports }] }), "lets everyone in"],
  ["an opening to everywhere", policy({ egress: [{ ports }] }), "out to everyone"],
  ["an opening for every pod", policy({ ingress: [{ from: [{ namespaceSelector: {} }], ports }] }), "every pod"],
  ["an opening of every port", policy({ egress: [{ to: [{ podSelector: {} }] }] }), "every port"],
  ["authorization that fails open", envoy("SecurityPolicy", { extAuth: { failOpen: true } }), "nobody can say"],
  [
    "sign-in without authorization",
    envoy("SecurityPolicy", { oidc: { clientID: "x" } }),
    "ask the authorization service",
  ],
  ["a firewall that fails open", envoy("EnvoyExtensionPolicy", { wasm: [{ failOpen: true }] }), "can't be asked"],
  ["TLS 1.2", envoy("ClientTrafficPolicy", { tls: { minVersion: "1.2" } }), "below TLS 1.3"],
  ["TLS of any age", envoy("ClientTrafficPolicy", {}), "below TLS 1.3"],
];

withEngines("Gatekeeper", ({ gator }) => {
  test.each(passes)("admits %s", (_, one) => {
    expect(judge(gator, [...rules, one])).toEqual([]);
  });

  test.each(denied)("denies %s", (_, one, words) => {
    expect(
      judge(gator, [...rules, one])
        .map(({ why }) => why)
        .join("\n"),
    ).toContain(words);
  });

  test.each([
    ["noveu-zuid", charts],
    ["noveu-rijk", rendered(rijk)],
    ["noveu-west", rendered(west)],
    ["noveu-noord", rendered(noord)],
    ["noveu-eigen", rendered(eigen)],
    ["a platform of two tenants", rendered(cloudWith({ aa: { users: 50 }, bb: { users: 900 } }))],
  ])("admits everything of %s", (_, all) => {
    for (const site of new Set(all.map(({ site }) => site))) {
      const objects = objectsAt(all, site);
      expect(objects.length).toBeGreaterThan(200);
      expect(judge(gator, objects)).toEqual([]);
    }
  });

  test("lets others on a cluster of their own do as they like, outside of our namespaces", () => {
    const theirs = [namespace("theirs", {}), pod({ serviceAccountName: "default" }, { image: "x" }, "theirs")];
    expect(judge(gator, [...rulesOfOwnCluster, ...theirs])).toEqual([]);
    const ours = [
      namespace("mail", { "bestek.eu/zone": "services", ...restricted }),
      pod({ serviceAccountName: "default" }, { image: "x" }),
    ];
    expect(judge(gator, [...rulesOfOwnCluster, ...ours]).length).toBe(3);
    expect(judge(gator, [...rulesOfOwnCluster, namespace("mail", restricted)])).toHaveLength(1);
  });
});
