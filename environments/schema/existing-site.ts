import { euMemberStates } from "../../catalog";
import { z } from "zod";
import { ipv4Address, label, network, objectName, textLike, words } from "./text";
import { ownStorage } from "./storage-place";

/** Where the cluster's public entry is, and how a client's own address gets through it. */
const entry = z.strictObject({
  /** Public IPv4 addresses that names point to. What stands behind them passes on to the LoadBalancer Service of the cluster. */
  addresses: z.array(ipv4Address).min(1),
  /** Address that the Service asks the cluster's own load balancer for, as MetalLB or Cilium take it; often a private one. */
  requested: ipv4Address.optional(),
  /** What the cluster's load balancer must be told on the Service. */
  annotations: z.record(words, z.string()).default({}),
  client: z.discriminatedUnion("kind", [
    /** Packets arrive as the client sent them. */
    z.strictObject({ kind: z.literal("packet") }),
    /** Load balancers in this network end connections, and say first who called. */
    z.strictObject({ kind: z.literal("proxy-protocol"), from: network }),
  ]),
});

/** What one node leaves to pods: `kubectl get nodes -o custom-columns=:.status.allocatable`. */
const nodes = z.strictObject({
  /** Nodes in every zone; where zones differ, the fewest. */
  perZone: z.int().min(1).max(5000),
  /** Whole cores. */
  cores: z.int().min(1).max(1024),
  memoryGib: z.int().min(1).max(24_576),
  /** Volumes that the storage attaches to one node: `kubectl get csinodes -o yaml`, `allocatable.count`. */
  volumes: z.int().min(1).max(1024),
  pods: z.int().min(1).max(1024).default(110),
});

const keyId = textLike(/^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/, "can't name a key", 'write it such as "2026-11"');

/** The key that the secrets server unseals itself with. */
const seal = z.discriminatedUnion("kind", [
  /** 32 bytes that the operator keeps outside every site and hands over at apply; `keyId` is what they are called. OpenBao alone knows it. */
  z.strictObject({ kind: z.literal("static"), keyId }),
  /** A key of another Vault or OpenBao of the customer's, in its transit engine; a token that may use it is handed over at apply. */
  z.strictObject({
    kind: z.literal("transit"),
    /** Name of the key there. */
    keyId,
    /** Its address; the certificate must be one that the world trusts. */
    address: textLike(
      /^https:\/\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:8200)?$/,
      "is not the https address of a server on port 443 or 8200",
      'write it such as "https://vault.zuid.example.eu:8200"',
    ),
    /** Where its transit engine is mounted. */
    mount: textLike(/^[a-z0-9][-a-z0-9/]*[a-z0-9]$/, "can't name a mount", 'write it such as "transit"').default(
      "transit",
    ),
    /** Building or campus in which it stands: it must not burn with a site that it opens. */
    failureDomain: label,
    /** Networks of its addresses where they are not public; policies otherwise let nobody there. */
    networks: z.array(network).default([]),
  }),
]);

/** A Kubernetes cluster that the customer already runs: what a cloud's API would say of it, the customer says. */
export const existingSite = z.strictObject({
  kind: z.literal("existing"),
  /** Short name of the cluster; becomes the site's id. */
  name: label,
  /** Building or campus: what carries the same word burns together. Default: the cluster's name. */
  failureDomain: label.optional(),
  /** Context in the operator's kubeconfig, which KUBE_CONFIG_PATH names. Nothing of it is copied. */
  context: words,
  /** `kubectl get namespace kube-system -o jsonpath={.metadata.uid}`: a context that leads to another cluster is refused. */
  cluster: textLike(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    "is not a cluster's id",
    "copy the output of: kubectl get namespace kube-system -o jsonpath={.metadata.uid}",
  ),
  /** ISO 3166 code of the member state in which the cluster stands. */
  country: z.enum(euMemberStates),
  /** Network of the nodes, API servers included. */
  network,
  podNetwork: network,
  serviceNetwork: network,
  /** Networks from which operators reach the Kubernetes API, and the secrets server through the gateway. */
  operators: z.array(network).min(1),
  /** Values of `topology.kubernetes.io/zone` on the nodes. */
  zones: z.array(words).min(1),
  /** Absent: whether the cluster holds what is planned stays unknown. */
  nodes: nodes.optional(),
  storageClass: z.strictObject({
    name: objectName,
    /** Stated, because no API of Kubernetes tells it. */
    encrypted: z.literal(true),
    /** Whether a volume is gone with its zone. */
    zoneBound: z.boolean(),
    /** VolumeSnapshotClass of the same driver, with its definitions and controller. Default: none, and nothing takes snapshots. */
    snapshots: objectName.optional(),
  }),
  /** Object storage beside the cluster; absent where `parts.objects` runs it inside. */
  objects: ownStorage.optional(),
  entry,
  /** Public IPv4 addresses from which the cluster reaches the world; mail is sent from them. */
  egress: z.array(ipv4Address).min(1),
  seal,
});
