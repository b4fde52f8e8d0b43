import { footprints, proxyPort } from "../../catalog/footprints";
import { forbiddenIn } from "../../catalog/forbidden-in";
import { imageReference, type Footprint, type FootprintPod } from "../../language";
import {
  contradictoryNamespaces,
  danglingReaches,
  deafReceipts,
  forbiddenConnections,
  greedyLabels,
  latecomers,
  podsOf,
} from "./footprint-checks";

const get = (component: string): Footprint => {
  const footprint = footprints[component];
  if (footprint === undefined) throw new Error(`no footprint ${component}`);
  return footprint;
};

/** The catalogue with every pod of one component changed. */
const withPods = (component: string, change: Partial<FootprintPod>, place: Partial<Footprint> = {}) => ({
  ...footprints,
  [component]: {
    ...get(component),
    ...place,
    pods: Object.fromEntries(Object.entries(get(component).pods).map(([name, pod]) => [name, { ...pod, ...change }])),
  },
});

test("every component is filed under its own id", () => {
  expect(Object.entries(footprints).filter(([id, { component }]) => id !== component)).toEqual([]);
});

test("every reach names a pod that exists, on a port where it listens", () => {
  expect(danglingReaches(footprints)).toEqual([]);
});

test("a reach to nowhere and to a closed port are caught", () => {
  const reach = { port: 8200, protocol: "TCP", because: "sabotage" } as const;
  expect(
    danglingReaches(withPods("valkey", { reaches: [{ ...reach, to: { kind: "pods", id: "etcd/server" } }] })),
  ).toEqual(["valkey/server reaches etcd/server, which does not exist"]);
  expect(
    danglingReaches(withPods("valkey", { reaches: [{ ...reach, to: { kind: "pods", id: "postgres/instance" } }] })),
  ).toEqual(["postgres/instance does not listen on TCP 8200"]);
});

test("every call from outside the pods arrives where the pod listens", () => {
  expect(deafReceipts(footprints)).toEqual([]);
  expect(
    deafReceipts(
      withPods("openbao", { receives: [{ from: { kind: "nodes" }, port: 9, protocol: "TCP", because: "" }] }),
    ),
  ).toEqual(["openbao/server does not listen on TCP 9"]);
});

test("every pod of every node comes before those that may go elsewhere", () => {
  expect(latecomers(footprints)).toEqual([]);
  expect(latecomers(withPods("valkey", { count: { kind: "per-node" } }))).toEqual(["valkey/server"]);
});

test("every namespace has one zone and one Pod Security level", () => {
  expect(contradictoryNamespaces(footprints)).toEqual([]);
  expect(contradictoryNamespaces(withPods("trust-manager", {}, { zone: "dmz" }))).toEqual(["cert-manager"]);
});

test("labels select their own pods and no others of the namespace", () => {
  expect(greedyLabels(footprints)).toEqual([]);
  expect(
    greedyLabels(withPods("trust-manager", { labels: { "app.kubernetes.io/instance": "cert-manager" } })),
  ).toContain("trust-manager/controller also selects cert-manager/webhook");
});

test("every declared connection agrees with the zone matrix", () => {
  expect(forbiddenConnections(footprints)).toEqual([]);
  expect(forbiddenConnections(withPods("keycloak", {}, { zone: "dmz" }))).toContain(
    "keycloak/server (dmz) reaches data on 5432",
  );
});

test("every image is free of forbidden references, Vault's where it was chosen", () => {
  const found = (parts: readonly string[]) =>
    podsOf(footprints).flatMap(({ id, pod }) =>
      pod.images.flatMap((image) =>
        forbiddenIn({ kind: "image", reference: imageReference(image, undefined) }, parts).map(() => id),
      ),
    );
  expect(found([])).toEqual(["vault/server"]);
  expect(found(["vault"])).toEqual([]);
});

test("every pod that speaks to another resolves names", () => {
  const mute = podsOf(footprints).filter(
    ({ pod }) => pod.reaches.length > 0 && !pod.reaches.some(({ to }) => to.kind === "cluster-dns"),
  );
  expect(mute.map(({ id }) => id)).toEqual([]);
});

test("only monitoring reaches all pods", () => {
  const everywhere = podsOf(footprints).filter(({ pod }) => pod.reaches.some(({ to }) => to.kind === "all-pods"));
  expect(everywhere.map(({ id }) => id)).toEqual(["kube-prometheus-stack/prometheus"]);
});

test.each([
  [25, 10025],
  [80, 10080],
  [443, 10443],
  [465, 10465],
  [587, 10587],
  [636, 10636],
  [993, 10993],
  [1023, 11023],
  [1024, 1024],
  [4190, 4190],
])("a listener on %i makes the proxy listen on %i", (listener, port) => {
  expect(proxyPort(listener)).toBe(port);
});
