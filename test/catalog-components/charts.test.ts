import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../catalog";
import { footprints } from "../../catalog/footprints";
import { imageReference, type Footprint, type FootprintPod } from "../../language";

const folder = join(__dirname, "../../../shared/charts");

interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly protocol?: string }[];
  readonly images: readonly string[];
}

interface ChartFile {
  readonly version: string;
  readonly render: { readonly workloads: readonly Workload[] };
}

/** Ports that the pod listens on although the chart names no container port for them. */
const undeclared: Readonly<Record<string, readonly number[]>> = {
  // Named by our values.
  "alloy/agent": [4317],
  "kong/proxy": [10080, 10443, 10025, 10465, 10587, 10993, 10636, 4190],
  // Health probes on a port that the Deployment does not list.
  "envoy-gateway/controller": [8081],
  "trust-manager/controller": [6060],
  // Readiness, on ports that the DaemonSets do not list.
  "istio-cni/node": [8000],
  "ztunnel/node": [15021],
  // What mends pods that came before it, off by default.
  "linkerd-cni/node": [9990],
  // The exporter, off by default.
  "valkey/server": [9121],
};

/** Images beside those that the chart renders by default. */
const unrendered: readonly string[] = [
  // Chart 4.11.1 carries 2.19.0, which our value replaces.
  "docker.io/jaegertracing/jaeger:2.20.0",
  // Chart 0.29.0 carries 1.30.0, which our value replaces.
  "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1",
  // The flavour without a shell, which our value names.
  ...["pilot", "install-cni", "ztunnel"].map((image) => `registry.istio.io/release/${image}:1.30.3-distroless`),
  "ghcr.io/oliver006/redis_exporter:v1.79.0",
  // Chart 3.4.1 names the lines of both, 3.9 and 3.5; the firewall is our value.
  "docker.io/library/kong:3.9.3",
  "docker.io/kong/kubernetes-ingress-controller:3.5.13",
  ...[images.corazaServer].map((image) => imageReference(image, undefined)),
];

/** Pods that an operator or another component makes: no workload of the chart. */
const madeByOperators = [
  "envoy-gateway/proxy",
  "envoy-gateway/acme-solver",
  "kong/acme-solver",
  "kube-prometheus-stack/prometheus",
  "kube-prometheus-stack/alertmanager",
];

/** Charts that get their number when they are published, by the release of the product that they were read at. */
const readAt: Readonly<Record<string, string>> = {
  "linkerd-control-plane": images.linkerdController.tag,
  "linkerd2-cni": images.linkerdController.tag,
};

/** Workloads of the charts that our values turn off. */
const turnedOff = [
  "linkerd-control-plane: linkerd-heartbeat",
  "gatekeeper: gatekeeper-update-namespace-label",
  ...["canary", "gateway", "chunks-cache", "results-cache"].map((part) => `loki: rel-loki-${part}`),
  "openbao: rel-openbao-agent-injector",
  "openbao: rel-openbao-server-test",
  "vault: rel-vault-agent-injector",
  "vault: rel-vault-server-test",
  "kube-prometheus-stack: rel-kube-prometheus-stack-admission-create",
  "kube-prometheus-stack: rel-kube-prometheus-stack-admission-patch",
];

/** Ports of containers beside the main one that our values turn off. */
const closed: Readonly<Record<string, readonly string[]>> = {
  // The webhook, which is off, and listeners that our values give other ports.
  "kong/proxy": ["TCP 8080", "TCP 8000", "TCP 8443"],
  // What would collect rules from the cluster.
  "loki/server": ["TCP 8080"],
  // Protocols that our configuration has no receiver for, and questions over gRPC.
  "jaeger/server": [
    ...[5775, 6831, 6832].map((port) => `UDP ${String(port)}`),
    ...[5778, 16685, 9411, 4318, 8889].map((port) => `TCP ${String(port)}`),
  ],
};

/** Workloads of a chart that one component turns off and another runs. */
const turnedOffBy: Readonly<Record<string, readonly string[]>> = {
  "gateway-definitions": ["gateway-helm: envoy-gateway"],
};

const isChartFile = (value: unknown): value is ChartFile =>
  typeof value === "object" && value !== null && "version" in value && "render" in value;

/** Charts whose files bear another name than the charts do. */
const fileNames: Readonly<Record<string, string>> = { base: "istio-base", cni: "istio-cni" };

const pathOf = (chart: string): string => join(folder, `${fileNames[chart] ?? chart}.json`);

function read(chart: string): ChartFile {
  const file: unknown = JSON.parse(readFileSync(pathOf(chart), "utf8"));
  if (isChartFile(file)) return file;
  throw new Error(`${chart}.json holds no rendered chart`);
}

/** A label's value as it is when the release bears the component's name instead of `rel`. */
const released = (value: string, component: string): string =>
  value === "rel" ? component : value.replace(/^rel-/, `${component}-`);

/** What the chart gives the pods, and what Kubernetes adds to those of a job. */
const labelsOf = ({ kind, name, podLabels }: Workload): Readonly<Record<string, string>> =>
  kind === "Job" ? { ...podLabels, "batch.kubernetes.io/job-name": name } : podLabels;

const selects = (pod: FootprintPod, workload: Workload, component: string): boolean =>
  Object.entries(pod.labels).every(([key, value]) => {
    const rendered = labelsOf(workload)[key];
    return rendered !== undefined && released(rendered, component) === value;
  });

/** A reference as container runtimes read it: without a host it is Docker's. */
const qualified = (image: string): string => ((image.split("/")[0] ?? "").includes(".") ? image : `docker.io/${image}`);

/** Where a pod disagrees with what its chart renders. */
function disagreements(id: string, pod: FootprintPod, component: string, chart: ChartFile): readonly string[] {
  const selected = chart.render.workloads.filter((workload) => selects(pod, workload, component));
  const [workload] = selected;
  if (workload === undefined || selected.length > 1) {
    return [`${id}: labels select ${selected.map(({ name }) => name).join(", ") || "nothing"}`];
  }
  const rendered = workload.ports.map(({ port, protocol = "TCP" }) => `${protocol} ${String(port)}`);
  const declared = Object.values(pod.ports).map(({ port, protocol }) => `${protocol} ${String(port)}`);
  const extra = (undeclared[id] ?? []).map((port) => `TCP ${String(port)}`);
  const images = pod.images.map((image) => imageReference(image, undefined));
  return [
    ...rendered
      .filter((port) => !declared.includes(port) && !(closed[id] ?? []).includes(port))
      .map((port) => `${id}: lacks ${port}`),
    ...declared
      .filter((port) => !rendered.includes(port) && !extra.includes(port))
      .map((port) => `${id}: ${port} is in no chart`),
    ...images
      .filter((image) => !workload.images.map(qualified).includes(image) && !unrendered.includes(image))
      .map((image) => `${id}: ${image} is not what the chart runs`),
  ];
}

const charted = Object.values(footprints).flatMap((footprint) =>
  footprint.chart === undefined ? [] : [[footprint.chart.name, footprint, footprint.chart.version] as const],
);

const podsOf = (footprint: Footprint) =>
  Object.entries(footprint.pods)
    .map(([name, pod]) => [`${footprint.component}/${name}`, pod] as const)
    .filter(([id]) => !madeByOperators.includes(id));

for (const [chart, footprint, version] of charted) {
  const known = existsSync(join(folder, `${chart}.json`));
  const title = `${footprint.component} agrees with chart ${chart} ${version}`;
  (known ? test : test.skip)(known ? title : `${title} (skipped: no rendering of the chart at hand)`, () => {
    const file = read(chart);
    expect(file.version).toBe(readAt[chart] ?? version);
    const found = podsOf(footprint).flatMap(([id, pod]) => disagreements(id, pod, footprint.component, file));
    expect(found).toEqual([]);
    const missing = file.render.workloads
      .filter((workload) => !podsOf(footprint).some(([, pod]) => selects(pod, workload, footprint.component)))
      .map(({ name }) => `${chart}: ${name}`);
    const off = [...turnedOff, ...(turnedOffBy[footprint.component] ?? [])];
    expect(missing.filter((name) => !off.includes(name))).toEqual([]);
  });
}

test("a wrong label, a forgotten port, an invented port and another image are caught", () => {
  const chart: ChartFile = {
    version: "1.0.0",
    render: {
      workloads: [
        {
          kind: "Deployment",
          name: "rel-x",
          podLabels: { app: "x", release: "rel" },
          ports: [{ port: 80 }],
          images: ["docker.io/a/x:1.0"],
        },
      ],
    },
  };
  const good: FootprintPod = {
    labels: { app: "x", release: "x" },
    count: { kind: "fixed", count: 1 },
    ports: { http: { port: 80, protocol: "TCP" } },
    cpu: { value: 1, unit: "millicores", meaning: "test", source: { kind: "decision", ref: "test", date: "2026" } },
    memory: { value: 1, unit: "MiB", meaning: "test", source: { kind: "decision", ref: "test", date: "2026" } },
    volumes: 0,
    images: [{ registry: "docker.io", repository: "a/x", tag: "1.0" }],
    reaches: [],
    receives: [],
  };
  const judge = (change: Partial<FootprintPod>) => disagreements("x/x", { ...good, ...change }, "x", chart);
  expect(judge({})).toEqual([]);
  expect(judge({ labels: { app: "y" } })).toEqual(["x/x: labels select nothing"]);
  expect(judge({ ports: {} })).toEqual(["x/x: lacks TCP 80"]);
  expect(judge({ ports: { ...good.ports, admin: { port: 81, protocol: "TCP" } } })).toEqual([
    "x/x: TCP 81 is in no chart",
  ]);
  expect(judge({ images: [{ registry: "docker.io", repository: "a/x", tag: "2.0" }] })).toEqual([
    "x/x: docker.io/a/x:2.0 is not what the chart runs",
  ]);
});
