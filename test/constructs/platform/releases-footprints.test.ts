import { podOf, replicasOf } from "../../../constructs/platform/releases/pod-values";
import { at, charted, footprintOf, isTree, storageClass, valuesOf, type Tree } from "./releases-synthesis";

/** Where the values of a component set the replicas of a pod, its class and the resources of its containers. */
interface PodPaths {
  readonly replicas?: string;
  /** Absent where the chart names the class itself. */
  readonly priorityClass?: string;
  readonly resources: readonly string[];
}

const stack = "kube-prometheus-stack";
const reloader = "prometheusOperator.prometheusConfigReloader.resources";

const paths: Readonly<Record<string, PodPaths>> = {
  "istiod/server": { replicas: "replicaCount", resources: ["resources"] },
  "istio-cni/node": { resources: ["resources"] },
  "ztunnel/node": { resources: ["resources"] },
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
  "gatekeeper/webhook": { replicas: "replicas", resources: ["controllerManager.resources"] },
  // The chart runs one audit and lets nobody choose.
  "gatekeeper/audit": { resources: ["audit.resources"] },
  "gatekeeper/update-crds": { resources: ["crds.resources"] },
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
  "strimzi/operator": { replicas: "replicas", resources: ["resources"] },
  // How many, the plan says.
  "loki/server": { resources: ["singleBinary.resources"] },
  "jaeger/server": { replicas: "jaeger.replicas", resources: ["jaeger.resources"] },
  "alloy/agent": { priorityClass: "controller.priorityClassName", resources: ["alloy.resources"] },
  [`${stack}/node-exporter`]: {
    priorityClass: "prometheus-node-exporter.priorityClassName",
    resources: ["prometheus-node-exporter.resources"],
  },
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

  test.each(
    Object.entries(paths).flatMap(([id, { priorityClass }]) =>
      priorityClass === undefined ? [] : [[id, priorityClass] as const],
    ),
  )("%s comes before others as its footprint declares", (id, path) => {
    const [component = "", pod = ""] = id.split("/");
    expect(at(valuesOf(component), ...path.split("."))).toBe(podOf(footprintOf(component), pod).priorityClass);
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

describe("volumes", () => {
  test.each<[string, string]>([
    ["openbao", "server.dataStorage.storageClass"],
    ["loki", "singleBinary.persistence.storageClass"],
    [stack, "prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName"],
    [stack, "alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.storageClassName"],
  ])("%s keeps data on the encrypted class (%s)", (component, path) => {
    expect(at(valuesOf(component), ...path.split("."))).toBe(storageClass);
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
    ["istiod", 1],
    ["cert-manager", 3],
    ["trust-manager", 1],
    ["external-secrets", 3],
    ["openbao", 1],
    ["envoy-gateway", 1],
    ["gatekeeper", 1],
    ["cloudnative-pg", 1],
    ["loki", 1],
    ["strimzi", 1],
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
