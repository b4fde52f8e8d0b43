import type { Json, JsonPath } from "../../../audit/facts/json";
import { hardening } from "../../../audit/checks/hardening";
import { all, inObject, nothing, withObject, withoutObject, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const web = "gra11/shop/Deployment/web";
const deployment = "gra11/shop/deployment-web";
const inPod = (path: JsonPath, value: Json | undefined): Edit =>
  inObject(deployment, ["spec", "template", "spec", ...path], value);
const inContainer = (path: JsonPath, value: Json | undefined): Edit => inPod(["containers", 0, ...path], value);
const annotated = (rule: string, reason: string): Edit =>
  inObject(deployment, ["spec", "template", "metadata", "annotations"], { [`bestek.eu/exception-${rule}`]: reason });
const budget = (field: string, value: Json): Edit =>
  all(
    inObject("gra11/shop/budget-web", ["spec", "minAvailable"], undefined),
    inObject("gra11/shop/budget-web", ["spec", field], value),
  );

/** Each rule: how to break it, what is said, and the annotation that excuses from it. */
const rules: readonly (readonly [rule: string, edit: Edit, ...says: string[]])[] = [
  [
    "resources",
    inContainer(["resources", "limits", "memory"], undefined),
    "containers.0.resources.limits.memory: is missing",
    "from the plan",
  ],
  ["probes", inContainer(["livenessProbe"], undefined), "containers.0.livenessProbe: is missing"],
  ["disruption-budget", withoutObject("gra11/shop/budget-web"), "none selects these pods", "all 2 replicas"],
  [
    "zone-spread",
    inPod(["topologySpreadConstraints"], undefined),
    "topologySpreadConstraints",
    "one zone may hold all replicas",
  ],
  [
    "read-only-root",
    inContainer(["securityContext", "readOnlyRootFilesystem"], false),
    "readOnlyRootFilesystem: false",
  ],
  [
    "capabilities",
    inContainer(["securityContext", "capabilities", "add"], ["NET_BIND_SERVICE"]),
    '"NET_BIND_SERVICE" gives the container a capability',
  ],
];

const broken: Row[] = rules.map(([rule, edit, ...says]) => ({ name: rule, edit, outcome: "fail", object: web, says }));
const excused: Row[] = rules.map(([rule, edit]) => ({
  name: `${rule}, excused`,
  edit: all(edit, annotated(rule, "a test")),
  outcome: "pass",
  note: `exception ${rule}: a test`,
}));

describe("hardening: rules and their exceptions", () => {
  judges(hardening, [
    { name: "everything holds", edit: nothing, outcome: "pass" },
    ...broken,
    ...excused,
    {
      name: "an exception without a reason",
      edit: all(inContainer(["securityContext", "readOnlyRootFilesystem"], false), annotated("read-only-root", " ")),
      outcome: "fail",
      object: web,
      says: ["readOnlyRootFilesystem: false"],
    },
    {
      name: "an exception without a reason, said so",
      edit: annotated("read-only-root", ""),
      outcome: "fail",
      object: web,
      says: ["bestek.eu/exception-read-only-root: gives no reason"],
    },
    {
      name: "an exception from no rule",
      edit: annotated("read-only-rooot", "typo"),
      outcome: "fail",
      object: web,
      says: ["names a rule that doesn't exist", "resources, probes"],
    },
    {
      name: "an exception from another rule",
      edit: all(inContainer(["livenessProbe"], undefined), annotated("resources", "a test")),
      outcome: "fail",
      object: web,
      says: ["livenessProbe"],
    },
  ]);
});

describe("hardening: which containers", () => {
  const container = { name: "extra", image: "x" };
  judges(hardening, [
    {
      name: "preparing containers are bounded",
      edit: inPod(["initContainers"], [container]),
      outcome: "fail",
      object: web,
      says: ["initContainers.0.resources.requests.cpu"],
    },
    {
      name: "sidecars are probed",
      edit: inPod(["initContainers"], [{ ...container, restartPolicy: "Always" }]),
      outcome: "fail",
      object: web,
      says: ["initContainers.0.readinessProbe"],
    },
    {
      name: "jobs need no probes, budget or spread",
      edit: withObject("gra11/shop/job", {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "setup", namespace: "shop" },
        spec: {
          template: {
            metadata: { labels: { app: "web" } },
            spec: {
              containers: [
                {
                  name: "setup",
                  resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
                  securityContext: { readOnlyRootFilesystem: true },
                },
              ],
            },
          },
        },
      }),
      outcome: "pass",
    },
  ]);
});

describe("hardening: replicas", () => {
  const one = inObject(deployment, ["spec", "replicas"], 1);
  const alone = all(withoutObject("gra11/shop/budget-web"), inPod(["topologySpreadConstraints"], undefined));
  const scaler = withObject("gra11/shop/scaler", {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", namespace: "shop" },
    spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { kind: "Deployment", name: "web" } },
  });
  const affinity = (topologyKey: string): Edit =>
    all(
      inPod(["topologySpreadConstraints"], undefined),
      inPod(
        ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"],
        [{ topologyKey, labelSelector: { matchLabels: { app: "web" } } }],
      ),
    );
  judges(hardening, [
    { name: "a single replica needs neither", edit: all(one, alone), outcome: "pass" },
    {
      name: "no number means one",
      edit: all(inObject(deployment, ["spec", "replicas"], undefined), alone),
      outcome: "pass",
    },
    {
      name: "an autoscaler that keeps two",
      edit: all(one, alone, scaler),
      outcome: "fail",
      object: web,
      says: ["all 2 replicas"],
    },
    {
      name: "a budget that lets none go",
      edit: budget("minAvailable", 2),
      outcome: "fail",
      object: web,
      says: ["PodDisruptionBudget web spec.minAvailable: 2", "never ends"],
    },
    {
      name: "a budget of all",
      edit: budget("minAvailable", "100%"),
      outcome: "fail",
      object: web,
      says: ['"100%" lets none of 2 replicas go'],
    },
    {
      name: "a budget that rounds up to all",
      edit: budget("minAvailable", "60%"),
      outcome: "fail",
      object: web,
      says: ["never ends"],
    },
    { name: "a budget of half", edit: budget("minAvailable", "50%"), outcome: "pass" },
    {
      name: "a budget that lets all go",
      edit: budget("maxUnavailable", 2),
      outcome: "fail",
      object: web,
      says: ["lets all 2 replicas go at once", "keep at least one"],
    },
    { name: "a budget that lets one go", edit: budget("maxUnavailable", 1), outcome: "pass" },
    {
      name: "a budget of other pods",
      edit: inObject("gra11/shop/budget-web", ["spec", "selector"], { matchLabels: { app: "x" } }),
      outcome: "fail",
      object: web,
      says: ["none selects these pods"],
    },
    {
      name: "a spread over nodes",
      edit: inPod(["topologySpreadConstraints", 0, "topologyKey"], "kubernetes.io/hostname"),
      outcome: "fail",
      object: web,
      says: ["topology.kubernetes.io/zone"],
    },
    {
      name: "a spread of other pods",
      edit: inPod(["topologySpreadConstraints", 0, "labelSelector"], { matchLabels: { app: "x" } }),
      outcome: "fail",
      object: web,
      says: ["selects these pods"],
    },
    {
      name: "a spread of nobody",
      edit: inPod(["topologySpreadConstraints", 0, "labelSelector"], undefined),
      outcome: "fail",
      object: web,
      says: ["selects these pods"],
    },
    { name: "apart by zone", edit: affinity("topology.kubernetes.io/zone"), outcome: "pass" },
    {
      name: "apart by node",
      edit: affinity("kubernetes.io/hostname"),
      outcome: "fail",
      object: web,
      says: ["topology.kubernetes.io/zone"],
    },
  ]);
});

describe("hardening: patches", () => {
  const patched = (reason: string): Edit =>
    inObject("gra11/shop/service-web", ["metadata", "annotations"], { "bestek.eu/patched": reason });
  judges(hardening, [
    {
      name: "a patch with its reason",
      edit: patched("the broker needs it"),
      outcome: "pass",
      note: "patched: the broker needs it",
    },
    {
      name: "a patch without one",
      edit: patched(" "),
      outcome: "fail",
      object: "gra11/shop/Service/web",
      says: ["bestek.eu/patched: gives no reason"],
    },
  ]);
});
