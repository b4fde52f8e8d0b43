import fc from "fast-check";
import { selection } from "../imports/generated-files";
import { knownKinds, validateManifest } from "./validate-manifest";

const container = {
  name: "web",
  image: "registry.example/web@sha256:0000",
  ports: [{ name: "http", containerPort: 8080 }],
  resources: { requests: { cpu: "250m", memory: "64Mi" }, limits: { cpu: 1, memory: "128Mi" } },
  readinessProbe: { httpGet: { path: "/", port: "http" } },
  livenessProbe: { tcpSocket: { port: 8080 } },
};
const template = { metadata: { labels: { app: "web" } }, spec: { containers: [container] } };
const spec = { replicas: 2, selector: { matchLabels: { app: "web" } }, template };
const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" }, spec };
const cluster = {
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "Cluster",
  metadata: { name: "orders" },
  spec: { instances: 3, storage: { size: "10Gi" }, postgresql: { parameters: { max_connections: "200" } } },
};

const withContainer = (change: object): unknown => ({
  ...deployment,
  spec: { ...spec, template: { ...template, spec: { containers: [{ ...container, ...change }] } } },
});
const withSpec = (change: object): unknown => ({ ...cluster, spec: { ...cluster.spec, ...change } });

test("a good Deployment and a good database Cluster have no mistakes", () => {
  expect(validateManifest(deployment)).toEqual([]);
  expect(validateManifest(cluster)).toEqual([]);
});

test("a claim within a StatefulSet need not say what it is, and is judged all the same", () => {
  const claim = { metadata: { name: "state" }, spec: { accessModes: ["ReadWriteOnce"] } };
  const stateful = (template: object): unknown => ({
    ...deployment,
    kind: "StatefulSet",
    spec: { ...spec, serviceName: "web", volumeClaimTemplates: [template] },
  });
  expect(validateManifest(stateful(claim))).toEqual([]);
  expect(validateManifest(stateful({ ...claim, kind: "Secret" }))).not.toEqual([]);
  expect(validateManifest(stateful({ ...claim, spek: {} }))).toEqual([expect.stringContaining("spek is not")]);
});

test.each<[string, unknown, string]>([
  [
    "a misspelt field",
    withContainer({ imagePullPolice: "Always" }),
    "/spec/template/spec/containers/0/imagePullPolice is not",
  ],
  ["a wrong type", withContainer({ image: 7 }), "/spec/template/spec/containers/0/image is 7, must be string"],
  [
    "a missing field",
    withContainer({ ports: [{}] }),
    "/spec/template/spec/containers/0/ports/0/containerPort is required",
  ],
  [
    "a quantity that is none",
    withContainer({ resources: { limits: { memory: "64 Mi" } } }),
    '/spec/template/spec/containers/0/resources/limits/memory is "64 Mi"',
  ],
  [
    "a number too large for int32",
    { ...deployment, spec: { ...spec, replicas: 2 ** 31 } },
    "/spec/replicas is 2147483648",
  ],
  [
    "misspelt metadata",
    { ...deployment, metadata: { name: "web", label: {} } },
    "/metadata/label is not a known field",
  ],
  ["no metadata", { apiVersion: "apps/v1", kind: "Deployment", spec }, "(no name): /metadata is required"],
  ["a status", { ...deployment, status: {} }, "/status is not a known field"],
  [
    "a secret that is not base64",
    { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { key: "plain text" } },
    '/data/key is "plain text"',
  ],
  ["a misspelt field of a custom resource", withSpec({ instancs: 3 }), "/spec/instancs is not a known field"],
  ["a misspelt field of a shared shape", withSpec({ walStorage: { sizes: "1Gi" } }), "/spec/walStorage/sizes is not"],
  ["a value outside an enum", withSpec({ logLevel: "loud" }), '/spec/logLevel is "loud", must be one of ["error"'],
  ["a value below its minimum", withSpec({ instances: 0 }), "/spec/instances is 0, must be >= 1"],
  [
    "misspelt metadata of a custom resource",
    { ...cluster, metadata: { nam: "orders" } },
    "/metadata/nam is not a known field",
  ],
  ["an unknown kind", { ...deployment, kind: "Deploiment" }, "apps/v1/Deploiment web: no schema for this kind"],
  ["a kind in a version that is not served", { ...deployment, apiVersion: "apps/v1beta1" }, "no schema for this kind"],
  ["no kind at all", { metadata: {} }, "not a manifest"],
])("%s is refused, and where is said", (_, manifest, expected) => {
  expect(validateManifest(manifest)).toEqual([expect.stringContaining(expected)]);
});

test("all mistakes are reported at once", () => {
  expect(validateManifest(withContainer({ image: 7, imagePullPolice: "Always" }))).toHaveLength(2);
});

test("a required field that the API server fills in may be left out", () => {
  const spec = { storage: {} };
  expect(validateManifest({ ...cluster, spec })).toEqual([]);
});

test("free content stays free", () => {
  const jsonPatches = [{ op: "add", path: "/admin", value: { any: ["thing", 1] } }];
  const envoyProxy = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyProxy",
    metadata: { name: "edge" },
    spec: { bootstrap: { type: "JSONPatch", jsonPatches } },
  };
  expect(validateManifest(envoyProxy)).toEqual([]);
});

test("a case-insensitive expression of a CustomResourceDefinition keeps its meaning", () => {
  const rules = (partial_response_strategy: string): unknown => ({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "web" },
    spec: { groups: [{ name: "web", partial_response_strategy }] },
  });
  expect(validateManifest(rules("Warn"))).toEqual([]);
  expect(validateManifest(rules("warning"))).toEqual([expect.stringContaining("/partial_response_strategy is")]);
});

test("every chosen kind has a schema, and no other", () => {
  const chosen = [...selection.kubernetes.kinds, ...selection.customResources.flatMap(({ kinds }) => kinds)];
  expect([...knownKinds].sort()).toEqual(chosen.sort());
});

test.each(knownKinds)("the schema of %s compiles and refuses a field nobody knows", (name) => {
  const at = name.lastIndexOf("/");
  const manifest = { apiVersion: name.slice(0, at), kind: name.slice(at + 1), metadata: { name: "x" }, nobodyKnows: 1 };
  expect(validateManifest(manifest)).toContainEqual(expect.stringContaining("/nobodyKnows is not a known field"));
});

test("whichever field is added to the Deployment, it is refused", () => {
  const name = fc.stringMatching(/^[a-z]{1,12}Unheard$/);
  fc.assert(
    fc.property(name, fc.jsonValue(), (field, value) => {
      const places = [
        { ...deployment, [field]: value },
        { ...deployment, spec: { ...spec, [field]: value } },
        withContainer({ [field]: value }),
      ];
      for (const manifest of places)
        expect(validateManifest(manifest)).toEqual([expect.stringContaining(`/${field} is not`)]);
    }),
  );
});
