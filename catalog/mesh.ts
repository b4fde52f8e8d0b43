import { linkerdProxyPorts } from "./footprints";
import type { Flow, MeshKind, MeshPlace, NamespacePlan, Party, PodSet } from "../language";

/**
 * Port on which a pod of the mesh takes what others of the mesh send to any of its ports, in mutual TLS: HTTP CONNECT in Istio's
 * ambient mode (HBONE), a header that names the port in Linkerd (its documentation 2.18: Network Policy).
 */
export const tunnelPorts: Readonly<Record<MeshKind, number>> = {
  "istio-ambient": 15008,
  linkerd: linkerdProxyPorts.inbound,
};

/**
 * Address that every connection of a node's own processes to its own pods of the mesh comes from, because nothing of a node has an
 * identity (Istio documentation 1.30: Ambient and Kubernetes NetworkPolicy).
 */
export const probeAddress = "169.254.7.127/32";

/** What stands on a namespace, or on a pod that differs from its own, for its pods to be in the mesh. */
export interface Enrolment {
  readonly field: "labels" | "annotations";
  readonly key: string;
  readonly value: string;
}

export const enrolments: Readonly<Record<MeshKind, Enrolment>> = {
  "istio-ambient": { field: "labels", key: "istio.io/dataplane-mode", value: "ambient" },
  linkerd: { field: "annotations", key: "linkerd.io/inject", value: "enabled" },
};

/** Annotation of a namespace that names the ports which Linkerd's proxies leave alone. */
export const pastProxyPorts = "config.linkerd.io/skip-inbound-ports";

/** Annotation of a namespace that names the ports on which proxies carry what comes as it is, without waiting to see what it is. */
export const opaqueProxyPorts = "config.linkerd.io/opaque-ports";

/** What identities in the mesh begin with: Istio's default, the same in every cluster, each with an authority of its own. */
export const trustDomain = "cluster.local";

/** Identity of pods as policies of the mesh name it. */
export const meshIdentity = (namespace: string, account: string): string =>
  `${trustDomain}/ns/${namespace}/sa/${account}`;

/** Where something travels outside the tunnel, by name and with its reason; the audit prints each with the flows that use it. */
export interface ClearPath {
  readonly id: string;
  readonly reason: string;
}

/** How the mesh sees one flow. */
export type Carriage =
  /** Carried in mutual TLS between two identities. */
  | { readonly kind: "tunnel" }
  /** Arrives in the clear at a pod of the mesh, which takes it on this port alone. */
  | { readonly kind: "admitted"; readonly path: ClearPath }
  /** Past the mesh, which neither carries nor judges it. */
  | { readonly kind: "past"; readonly path: ClearPath };

type Reasons<Id extends string> = Readonly<Record<Id, string>>;
type Admitted = "admission-calls" | "public-entry";
type Past = "kubelet-probes" | "leaves-the-mesh" | "name-resolution" | "datagrams";

/** Paths in the clear that a pod of the mesh admits. */
const admittedPaths: Reasons<Admitted> = {
  "admission-calls":
    "the API server has no identity in the mesh: it calls webhooks over TLS of their own, whose authority it is told with the webhook",
  "public-entry": "the world has no identity in the mesh: the gateway's proxies end its TLS, and go on in the mesh",
};

const elsewhere = {
  "leaves-the-mesh":
    "the other end is no pod: nodes, the API server, object storage, key service and the world speak TLS of their own or, as the node exporters, tell nothing worth hiding",
  "name-resolution":
    "name servers belong to the cluster and take no part: what names say is no secret, and nobody is believed for an address",
} as const;

/** Paths that never meet the mesh. */
const pastPaths: Readonly<Record<MeshKind, Reasons<Past>>> = {
  "istio-ambient": {
    ...elsewhere,
    "kubelet-probes":
      "a kubelet has no identity: what it asks its own node's pods comes from a link-local address that nothing else can use",
    datagrams: "the tunnel carries TCP alone: datagrams are gossip between the pods of one component",
  },
  linkerd: {
    ...elsewhere,
    "kubelet-probes":
      "a kubelet has no identity: proxies let pass what comes from a node's own address to a probed port, and over HTTP the paths that the pod names for its probes from anywhere",
    datagrams: "proxies carry TCP alone: datagrams are gossip between the pods of one component",
  },
};

const admitted = (id: Admitted): Carriage => ({
  kind: "admitted",
  path: { id, reason: admittedPaths[id] },
});
const past = (id: Past, { mesh }: Pick<MeshWorld, "mesh">): Carriage => ({
  kind: "past",
  path: { id, reason: pastPaths[mesh.kind][id] },
});

/** What is known of pods and namespaces; those of tenants by the name behind the tenant's id. */
export interface MeshWorld {
  readonly mesh: { readonly kind: MeshKind };
  readonly podSets: Readonly<Record<string, PodSet>>;
  readonly namespaces: Readonly<Record<string, Pick<NamespacePlan, "mesh">>>;
  readonly tenancy?: { readonly namespaces: Readonly<Record<string, Pick<NamespacePlan, "mesh">>> };
}

/** How a flow travels; undefined where nothing is said of a mesh at one of its ends. */
export function carriageOf(flow: Omit<Flow, "because">, world: MeshWorld): Carriage | undefined {
  const { from, to, protocol } = flow;
  if (to.kind === "cluster-dns") return past("name-resolution", world);
  if (to.kind !== "pods") return past("leaves-the-mesh", world);
  if (from.kind !== "pods") return entering(flow, to.id, world);
  const ends = [from.id, to.id].map((id) => placeOf(id, world));
  const [out] = ends.flatMap((place) => (place === undefined ? [] : outside(place)));
  if (out !== undefined) return out;
  if (ends.includes(undefined)) return undefined;
  return protocol === "TCP" ? { kind: "tunnel" } : past("datagrams", world);
}

function entering({ from, by }: Pick<Flow, "from" | "by">, to: string, world: MeshWorld): Carriage | undefined {
  const end = placeOf(to, world);
  if (end === undefined) return undefined;
  const [out] = outside(end);
  if (out !== undefined) return out;
  if (by === "kubelet") return past("kubelet-probes", world);
  return admitted(isApiServer(from) ? "admission-calls" : "public-entry");
}

/** The API server calls through a tunnel that ends on a node. */
const isApiServer = ({ kind }: Party): boolean => kind === "nodes" || kind === "kubernetes-api";

interface Placed {
  /** Of the namespace, or of the pods where they differ from theirs. */
  readonly name: string;
  readonly place: MeshPlace;
}

const outside = ({ name, place }: Placed): readonly Carriage[] =>
  place.kind === "outside" ? [{ kind: "past", path: { id: `outside-${name}`, reason: place.reason } }] : [];

function placeOf(id: string, { podSets, namespaces, tenancy }: MeshWorld): Placed | undefined {
  const own = podSets[id]?.mesh;
  if (own !== undefined) return { name: id.replace("/", "-"), place: own };
  const namespace = podSets[id]?.namespace ?? "";
  const place = (namespaces[namespace] ?? tenancy?.namespaces[namespace])?.mesh;
  return place === undefined ? undefined : { name: namespace, place };
}

/** True for pods that speak through the mesh. */
export const isEnrolled = (id: string, world: MeshWorld): boolean => placeOf(id, world)?.place.kind === "enrolled";

/** Every TCP port of a namespace's pods that a flow leads to, by who comes there. */
export function portsOfNamespace(
  namespace: string,
  { flows, podSets }: Pick<MeshWorld, "podSets"> & { readonly flows: Readonly<Record<string, Flow>> },
): {
  /** Where pods come. */
  readonly inner: readonly number[];
  /**
   * Where callers without an identity come and no pod does: the world, which a proxy would rob of its addresses, and the API server, whose
   * webhooks speak TLS of their own, some of them to kubelets as well, which a proxy would take for strangers (linkerd/linkerd2#12806).
   */
  readonly pastProxies: readonly number[];
} {
  const ports = (isMeant: (flow: Flow) => boolean): readonly number[] => {
    const found = Object.values(flows)
      .filter(({ to, protocol }) => to.kind === "pods" && protocol === "TCP" && podSets[to.id]?.namespace === namespace)
      .filter(isMeant);
    return [...new Set(found.map(({ port }) => port))].sort((a, b) => a - b);
  };
  const inner = ports(({ from }) => from.kind === "pods");
  const strangers = ports(({ from, by }) => from.kind !== "pods" && by === undefined);
  return { inner, pastProxies: strangers.filter((port) => !inner.includes(port)) };
}
