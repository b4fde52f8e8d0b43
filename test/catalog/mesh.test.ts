import { carriageOf, type MeshWorld } from "../../catalog";
import type { Flow, Party } from "../../language";

const world: MeshWorld = {
  mesh: { kind: "istio-ambient" },
  podSets: {
    "mail/stalwart": { namespace: "mail", zone: "services", labels: {} },
    "files/web": { namespace: "files", zone: "services", labels: {}, owner: { kind: "each-tenant" } },
    "postgres/instance": { namespace: "databases", zone: "data", labels: {} },
    "other/pod": { namespace: "other", zone: "data", labels: {} },
  },
  namespaces: {
    mail: { mesh: { kind: "enrolled" } },
    databases: { mesh: { kind: "outside", reason: "a reason" } },
    other: {},
  },
  tenancy: { namespaces: { files: { mesh: { kind: "enrolled" } } } },
};

const pods = (id: string): Party => ({ kind: "pods", id });
const flow = (from: Party, to: Party, more: Partial<Flow> = {}): Omit<Flow, "because"> => ({
  from,
  to,
  port: 8080,
  protocol: "TCP",
  ...more,
});

test.each<readonly [string, Omit<Flow, "because">, string]>([
  ["between pods of the mesh", flow(pods("mail/stalwart"), pods("files/web")), "tunnel"],
  ["datagrams between them", flow(pods("mail/stalwart"), pods("files/web"), { protocol: "UDP" }), "past datagrams"],
  ["to a namespace outside", flow(pods("mail/stalwart"), pods("postgres/instance")), "past outside-databases"],
  ["from a namespace outside", flow(pods("postgres/instance"), pods("mail/stalwart")), "past outside-databases"],
  ["a probe", flow({ kind: "nodes" }, pods("mail/stalwart"), { by: "kubelet" }), "past kubelet-probes"],
  ["a probe outside", flow({ kind: "nodes" }, pods("postgres/instance"), { by: "kubelet" }), "past outside-databases"],
  ["a call of the API server", flow({ kind: "nodes" }, pods("mail/stalwart")), "admitted admission-calls"],
  ["the world", flow({ kind: "load-balancers" }, pods("mail/stalwart")), "admitted public-entry"],
  ["names", flow(pods("mail/stalwart"), { kind: "cluster-dns" }, { protocol: "UDP" }), "past name-resolution"],
  ["object storage", flow(pods("mail/stalwart"), { kind: "object-storage" }), "past leaves-the-mesh"],
  ["pods of which nobody says anything", flow(pods("mail/stalwart"), pods("other/pod")), "unknown"],
])("%s", (_, some, expected) => {
  const carriage = carriageOf(some, world);
  const said =
    carriage === undefined
      ? "unknown"
      : carriage.kind === "tunnel"
        ? carriage.kind
        : `${carriage.kind} ${carriage.path.id}`;
  expect(said).toBe(expected);
});
