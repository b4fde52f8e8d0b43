import { footprints } from "../../../catalog";
import { mirroredImage } from "../../../constructs/platform/releases/mirrored-image";
import { helmValues } from "../../../constructs/platform/releases/helm-values";
import { podOf, replicasOf } from "../../../constructs/platform/releases/pod-values";
import { imageReference, type Footprint, type Image } from "../../../language";
import { installedFootprints } from "../../../planning/flows";
import {
  at,
  isTree,
  mirror,
  pullSecret,
  storageClass,
  synthesizeReleases,
  synthesizeResources,
  type Tree,
} from "./releases-synthesis";

const releases = synthesizeReleases();
const charted = installedFootprints().filter(({ chart }) => chart !== undefined);

function valuesOf(component: string): Tree {
  const release = releases[component];
  if (release === undefined) throw new Error(`no release ${component}`);
  return release.values;
}

function footprintOf(component: string): Footprint {
  const footprint = footprints[component];
  if (footprint === undefined) throw new Error(`no footprint ${component}`);
  return footprint;
}

/** Every text in a tree, with its path. */
const texts = (value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] => {
  if (typeof value === "string") return [[path.join("."), value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => texts(member, [...path, key]));
};

describe("the set of releases", () => {
  test("is every installed component and the monitors' definitions", () => {
    expect(Object.keys(releases).sort()).toEqual(
      [...charted.map(({ component }) => component), "prometheus-operator-crds"].sort(),
    );
  });

  test.each(charted)("$component is named and placed as its footprint says", ({ component, namespace, chart }) => {
    expect(releases[component]?.attributes).toMatchObject({
      name: component,
      namespace,
      chart: chart?.name,
      version: chart?.version,
    });
  });

  test.each(Object.entries(releases))("%s is installed from the mirror, as a whole or not at all", (_, release) => {
    expect(release.attributes).toMatchObject({
      repository: `oci://${mirror}/charts`,
      atomic: true,
      cleanup_on_fail: true,
      wait: true,
      wait_for_jobs: true,
      create_namespace: false,
      max_history: 5,
    });
  });

  test("is the same bytes for the same input", () => {
    expect(synthesizeResources()).toBe(synthesizeResources());
  });
});

describe("order", () => {
  const named = Object.fromEntries(Object.entries(releases).map(([name, { address }]) => [address, name]));
  const after = (name: string): readonly string[] => {
    const edges = releases[name]?.attributes["depends_on"];
    return (Array.isArray(edges) ? edges : []).map((address) => named[String(address)] ?? String(address)).sort();
  };

  test.each<[string, readonly string[]]>([
    ["prometheus-operator-crds", []],
    ["envoy-gateway", []],
    ["cert-manager", ["envoy-gateway", "prometheus-operator-crds"]],
    ["trust-manager", ["cert-manager"]],
    ["external-secrets", ["prometheus-operator-crds"]],
    ["cloudnative-pg", ["prometheus-operator-crds"]],
    ["plugin-barman-cloud", ["cert-manager", "cloudnative-pg"]],
    ["kube-prometheus-stack", ["cert-manager"]],
    ["openbao", ["prometheus-operator-crds"]],
  ])("%s comes directly after %j", (name, expected) => {
    expect(after(name)).toEqual(expected);
  });

  test("no edge repeats what a chain of others says already", () => {
    const all = (name: string): readonly string[] => after(name).flatMap((earlier) => [earlier, ...all(earlier)]);
    const repeated = Object.keys(releases).flatMap((name) =>
      after(name)
        .filter((edge) =>
          after(name)
            .filter((other) => other !== edge)
            .some((other) => all(other).includes(edge)),
        )
        .map((edge) => `${name} -> ${edge}`),
    );
    expect(repeated).toEqual([]);
  });
});

/** Where the values of a component set the replicas of a pod and the resources of its containers. */
interface PodPaths {
  readonly replicas?: string;
  readonly resources: readonly string[];
}

const stack = "kube-prometheus-stack";
const reloader = "prometheusOperator.prometheusConfigReloader.resources";

const paths: Readonly<Record<string, PodPaths>> = {
  "cert-manager/controller": { replicas: "replicaCount", resources: ["resources"] },
  "cert-manager/webhook": { replicas: "webhook.replicaCount", resources: ["webhook.resources"] },
  "cert-manager/cainjector": { replicas: "cainjector.replicaCount", resources: ["cainjector.resources"] },
  "cert-manager/startupapicheck": { resources: ["startupapicheck.resources"] },
  "trust-manager/controller": { replicas: "replicaCount", resources: ["resources"] },
  "external-secrets/controller": { replicas: "replicaCount", resources: ["resources"] },
  "external-secrets/webhook": { replicas: "webhook.replicaCount", resources: ["webhook.resources"] },
  "external-secrets/cert-controller": {
    replicas: "certController.replicaCount",
    resources: ["certController.resources"],
  },
  "openbao/server": { replicas: "server.ha.replicas", resources: ["server.resources"] },
  "envoy-gateway/controller": {
    replicas: "deployment.replicas",
    resources: ["deployment.envoyGateway.resources"],
  },
  "envoy-gateway/certgen": { resources: ["certgen.job.resources"] },
  "cloudnative-pg/operator": { replicas: "replicaCount", resources: ["resources"] },
  "plugin-barman-cloud/plugin": { replicas: "replicaCount", resources: ["resources"] },
  // The chart runs one operator and lets nobody choose.
  [`${stack}/operator`]: { resources: ["prometheusOperator.resources"] },
  [`${stack}/prometheus`]: {
    replicas: "prometheus.prometheusSpec.replicas",
    resources: ["prometheus.prometheusSpec.resources", reloader],
  },
  [`${stack}/alertmanager`]: {
    replicas: "alertmanager.alertmanagerSpec.replicas",
    resources: ["alertmanager.alertmanagerSpec.resources", reloader],
  },
  // One container beside Grafana for dashboards, one for data sources.
  [`${stack}/grafana`]: {
    replicas: "grafana.replicas",
    resources: ["grafana.resources", "grafana.sidecar.resources", "grafana.sidecar.resources"],
  },
  [`${stack}/kube-state-metrics`]: {
    replicas: "kube-state-metrics.replicas",
    resources: ["kube-state-metrics.resources"],
  },
  [`${stack}/node-exporter`]: { resources: ["prometheus-node-exporter.resources"] },
};

/** Pods that an operator makes from objects of ours: no chart sets them. */
const madeByOperators = ["envoy-gateway/proxy", "envoy-gateway/acme-solver"];

const numberIn = (quantity: unknown, unit: RegExp, factor: number): number => {
  const text = String(quantity);
  if (text.endsWith("Gi")) return Number(text.slice(0, -2)) * 1024;
  if (!unit.test(text)) throw new Error(`${text} is no quantity`);
  return Number(text.replace(unit, "")) * factor;
};

const requested = (values: Tree, path: string): { readonly cpu: number; readonly memory: number } => ({
  cpu: numberIn(at(values, ...path.split("."), "requests", "cpu"), /m$/, 1),
  memory: numberIn(at(values, ...path.split("."), "requests", "memory"), /Mi$/, 1),
});

const sum = (values: Tree, all: readonly string[]): { readonly cpu: number; readonly memory: number } =>
  all
    .map((path) => requested(values, path))
    .reduce((total, { cpu, memory }) => ({ cpu: total.cpu + cpu, memory: total.memory + memory }));

describe("footprints", () => {
  test("every pod of every chart has its place in the values", () => {
    const declared = charted.flatMap(({ component, pods }) => Object.keys(pods).map((pod) => `${component}/${pod}`));
    expect(Object.keys(paths).concat(madeByOperators).sort()).toEqual(declared.sort());
  });

  test.each(Object.entries(paths))("%s requests what its footprint declares", (id, { resources }) => {
    const [component = "", pod = ""] = id.split("/");
    const { cpu, memory } = podOf(footprintOf(component), pod);
    expect(sum(valuesOf(component), resources)).toEqual({ cpu: cpu.value, memory: memory.value });
  });

  test.each(
    Object.entries(paths).flatMap(([id, { replicas }]) => (replicas === undefined ? [] : [[id, replicas] as const])),
  )("%s runs as often as its footprint declares", (id, path) => {
    const [component = "", pod = ""] = id.split("/");
    expect(at(valuesOf(component), ...path.split("."))).toBe(replicasOf(footprintOf(component), pod));
  });

  test("another request is caught", () => {
    const values = { resources: { requests: { cpu: "51m", memory: "1Gi" } } };
    expect(sum(values, ["resources", "resources"])).toEqual({ cpu: 102, memory: 2048 });
  });

  test("a pod that a footprint lacks, and one per node, are refused", () => {
    expect(() => podOf(footprintOf("openbao"), "client")).toThrow('footprint openbao declares no pod "client"');
    expect(() => replicasOf(footprintOf(stack), "node-exporter")).toThrow("no fixed number");
  });
});

/** Hosts that publish images; a text that names one must name the mirror before it. */
const publishers = /(?:quay\.io|docker\.io|ghcr\.io|registry\.k8s\.io)/;

const unmirrored = (values: unknown): readonly string[] =>
  texts(values)
    .filter(([, text]) => publishers.test(text) && !text.startsWith(`${mirror}/`))
    .map(([path, text]) => `${path}: ${text}`);

/** References as each chart puts them together. */
const jetstack = (component: string, ...keys: readonly string[]): readonly string[] => {
  const values = valuesOf(component);
  return keys.map((key) => {
    const image = at(values, ...key.split("."));
    return `${String(values["imageRegistry"])}/${String(values["imageNamespace"])}/${String(at(image, "name"))}:${String(at(image, "tag"))}`;
  });
};

const joined = (component: string, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => {
    const image = at(valuesOf(component), ...key.split("."));
    const registry = at(image, "registry");
    const name = registry === undefined ? "" : `${String(registry)}/`;
    return `${name}${String(at(image, "repository"))}:${String(at(image, "tag"))}`;
  });

const whole = (component: string, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => String(at(valuesOf(component), ...key.split("."))));

describe("images", () => {
  test.each(Object.entries(releases))("%s pulls from no publisher", (_, { values }) => {
    expect(unmirrored(values)).toEqual([]);
  });

  test("an image of a publisher is caught", () => {
    expect(unmirrored({ image: { registry: "quay.io" }, other: `${mirror}/quay.io` })).toEqual([
      "image.registry: quay.io",
    ]);
  });

  test.each<[string, readonly string[]]>([
    [
      "cert-manager",
      jetstack(
        "cert-manager",
        "image",
        "webhook.image",
        "cainjector.image",
        "acmesolver.image",
        "startupapicheck.image",
      ),
    ],
    ["trust-manager", jetstack("trust-manager", "image", "defaultPackageImage")],
    ["external-secrets", joined("external-secrets", "image", "webhook.image", "certController.image")],
    ["openbao", joined("openbao", "server.image")],
    ["envoy-gateway", whole("envoy-gateway", "global.images.envoyGateway.image", "global.images.envoyProxy.image")],
    ["cloudnative-pg", joined("cloudnative-pg", "image")],
    ["plugin-barman-cloud", joined("plugin-barman-cloud", "image", "sidecarImage")],
    [
      stack,
      joined(
        stack,
        "prometheusOperator.image",
        "prometheusOperator.prometheusConfigReloader.image",
        "prometheus.prometheusSpec.image",
        "alertmanager.alertmanagerSpec.image",
        "grafana.image",
        "grafana.sidecar.image",
        "kube-state-metrics.image",
        "prometheus-node-exporter.image",
      ),
    ],
  ])("%s runs the images of its footprint", (component, found) => {
    const declared = Object.values(footprintOf(component).pods).flatMap(({ images }) => images);
    const expected = new Set(declared.map((image) => imageReference(image, mirror)));
    const elsewhere = component === "plugin-barman-cloud" ? footprintOf("postgres") : footprintOf("envoy-gateway");
    const others = Object.values(elsewhere.pods).flatMap(({ images }) =>
      images.map((image) => imageReference(image, mirror)),
    );
    expect([...expected].filter((reference) => !found.includes(reference) && !others.includes(reference))).toEqual([]);
    expect(found.filter((reference) => !expected.has(reference) && !others.includes(reference))).toEqual([]);
  });

  test.each<Image>([
    { registry: "quay.io", repository: "a/b", tag: "1" },
    { registry: "ghcr.io", repository: "a/b/c", tag: "1", digest: "sha256:0" },
  ])("%j in parts is the reference that manifests carry", (image) => {
    const { registry, repository, tag } = mirroredImage(image, mirror);
    expect(`${registry}/${repository}:${tag}`).toBe(imageReference(image, mirror));
  });

  test.each(charted)("$component pulls with the environment's secret", ({ component }) => {
    expect(
      texts(valuesOf(component)).filter(([path, text]) => /pullsecrets?/i.test(path) && text === pullSecret),
    ).not.toEqual([]);
  });
});

describe("volumes", () => {
  test.each<[string, string]>([
    ["openbao", "server.dataStorage.storageClass"],
    [stack, "prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName"],
    [stack, "alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.storageClassName"],
  ])("%s keeps data on the encrypted class (%s)", (component, path) => {
    expect(at(valuesOf(component), ...path.split("."))).toBe(storageClass);
  });
});

describe("secrets", () => {
  const named = (values: unknown): readonly string[] =>
    texts(values)
      .map(([path]) => path)
      .filter((path) => /(password|passphrase|token|private_?key|secret_?key|credential)$/i.test(path));

  test.each(Object.entries(releases))("%s carries no secret value", (_, { values }) => {
    expect(named(values)).toEqual([]);
  });

  test("a password among values is caught", () => {
    expect(named({ grafana: { adminPassword: "x" } })).toEqual(["grafana.adminPassword"]);
  });
});

test("values that Terraform would compute are refused, all at once", () => {
  expect(() => helmValues("x", { a: "${b}", c: [{ d: "%{ if e }" }], f: "$(g)" })).toThrow(
    expect.objectContaining({
      mistakes: [expect.objectContaining({ where: "values.a" }), expect.objectContaining({ where: "values.c.0.d" })],
    }),
  );
});

describe(stack, () => {
  const values = valuesOf(stack);

  test.each(["ruleSelector", "serviceMonitorSelector", "podMonitorSelector", "probeSelector", "scrapeConfigSelector"])(
    "Prometheus takes everybody's %s",
    (selector) => {
      expect(at(values, "prometheus", "prometheusSpec", `${selector}NilUsesHelmValues`)).toBe(false);
    },
  );

  test.each(["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"])(
    "%s, which a managed control plane hides, is not scraped",
    (part) => {
      expect(at(values, part)).toEqual({ enabled: false });
    },
  );

  test("definitions are left to the release that comes before", () => {
    expect(at(values, "crds")).toEqual({ enabled: false });
  });

  test("samples fill no more than the volume holds", () => {
    expect(at(values, "prometheus", "prometheusSpec", "retentionSize")).toBe("43520MiB");
    expect(
      at(values, "prometheus", "prometheusSpec", "storageSpec", "volumeClaimTemplate", "spec", "resources", "requests"),
    ).toEqual({ storage: "50Gi" });
  });

  test("Grafana tells nobody that it exists", () => {
    expect(at(values, "grafana", "grafana.ini", "analytics")).toEqual({
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    });
  });

  test("the gateway's controller and proxies are scraped, though their chart brings no monitor", () => {
    const monitors = at(values, "prometheus", "additionalPodMonitors");
    const labels = (Array.isArray(monitors) ? monitors : []).map((monitor) => at(monitor, "selector", "matchLabels"));
    expect(labels).toEqual(["controller", "proxy"].map((pod) => podOf(footprintOf("envoy-gateway"), pod).labels));
  });
});

describe("zones", () => {
  const spreads = (value: unknown): readonly unknown[] => {
    if (Array.isArray(value)) return value.flatMap(spreads);
    if (!isTree(value)) return [];
    const own = value["topologySpreadConstraints"];
    return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap(spreads)];
  };

  test.each<[string, number]>([
    ["cert-manager", 3],
    ["trust-manager", 1],
    ["external-secrets", 3],
    ["openbao", 1],
    ["envoy-gateway", 1],
    ["cloudnative-pg", 1],
    [stack, 2],
  ])("%s keeps the replicas of %i workloads in different zones", (component, count) => {
    const found = spreads(valuesOf(component));
    expect(found).toHaveLength(count);
    for (const constraint of found) {
      expect(constraint).toContainEqual(
        expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" }),
      );
    }
  });
});
