import type { Door, Party, Zone } from "../language";

/**
 * Where a connection starts or ends: a zone, for pods; a party that is no pod; the door to management, whose pods lie in
 * a zone as well; or the other site, whose pods no plan of this one declares. `load-balancers` count as the zone `edge`.
 */
export type End = Zone | Exclude<Party["kind"], "pods"> | Door | "other-site";

/** One permission of the matrix: every end of `from` may reach every end of `to` on these ports. */
export interface Opening {
  readonly id: string;
  readonly from: readonly End[];
  readonly to: readonly End[];
  /** Ports as the receiving process or service listens on them; `any` where the zones alone decide. */
  readonly ports: readonly number[] | "any";
  readonly reason: string;
}

export type Verdict =
  { readonly kind: "allowed"; /** Id of the opening. */ readonly by: string } | { readonly kind: "forbidden" };

const everyZone: readonly End[] = ["edge", "dmz", "services", "data", "mgmt"];

/**
 * The matrix of the Noveu reference architecture (its section "Network Zones"): Edge from the internet, DMZ from Edge,
 * Services from DMZ, Data from Services, Mgmt from the jump host, Data to nowhere, Mgmt to all. It permits; a
 * connection must be declared as a flow as well, within one zone too.
 */
export const zoneOpenings: readonly Opening[] = [
  { id: "internet-to-edge", from: ["internet"], to: ["edge"], ports: "any", reason: "the world arrives at the edge" },
  { id: "edge-to-dmz", from: ["edge"], to: ["dmz"], ports: "any", reason: "the edge hands over to the gateway" },
  { id: "dmz-to-services", from: ["dmz"], to: ["services"], ports: "any", reason: "the gateway calls services" },
  { id: "services-to-data", from: ["services"], to: ["data"], ports: "any", reason: "services keep their data" },
  { id: "jump-host-to-mgmt", from: ["jump-host"], to: ["mgmt"], ports: "any", reason: "operators enter by one door" },
  {
    id: "mgmt-to-all",
    from: ["mgmt"],
    to: [...everyZone, "all-pods", "nodes", "kubernetes-api", "cluster-dns"],
    ports: "any",
    reason: "management operates and monitors every zone and the cluster below",
  },
  ...everyZone
    .filter((zone) => zone !== "mgmt")
    .map((zone): Opening => ({
      id: `within-${zone}`,
      from: [zone],
      to: [zone],
      ports: "any",
      reason: "parts of one zone may work together where a flow says so",
    })),
];

/** Openings beside the matrix, each by name; the audit prints them with the flows that use them. */
export const standingExceptions: readonly Opening[] = [
  {
    id: "name-resolution",
    from: ["dmz", "services", "data", "all-pods"],
    to: ["cluster-dns"],
    ports: [53],
    reason: "nothing finds anything without names",
  },
  {
    id: "cluster-api",
    from: ["dmz", "data"],
    to: ["kubernetes-api"],
    ports: [443, 6443],
    reason:
      "the gateway's controller reads routes; database pods and the secrets server elect leaders and verify tokens there; operators of a bus watch what they keep",
  },
  {
    id: "backup-target",
    from: ["data"],
    to: ["object-storage"],
    ports: [443],
    reason: "a backup that stays in the data zone burns with it",
  },
  {
    id: "secrets-administration",
    from: ["dmz"],
    to: ["data"],
    ports: [8200],
    reason:
      "operators and the runner configure the secrets server through the gateway, whose route admits their networks alone",
  },
  {
    id: "log-store",
    from: ["mgmt"],
    to: ["object-storage"],
    ports: [443],
    reason: "logs and the platform's settings are kept in object storage, where nobody needs to make room for them",
  },
  {
    id: "traces",
    from: ["dmz"],
    to: ["mgmt"],
    ports: [4317],
    reason: "the gateway hands traces of requests to the agents; nothing comes back but that they arrived",
  },
  {
    id: "mesh-control",
    from: ["dmz", "services", "data"],
    to: ["mgmt"],
    ports: [8080, 8086, 8090],
    reason: "proxies beside pods ask the mesh who is who, who may enter, and for their certificates",
  },
  {
    id: "metering",
    from: ["services"],
    to: ["mgmt"],
    ports: [9090],
    reason: "what tenants use is charged by what monitoring recorded of it; each service that asks must say so",
  },
  {
    id: "service-objects",
    from: ["services"],
    to: ["object-storage"],
    ports: [443],
    reason:
      "services keep mails and files in object storage, and a job carries them off the site where no storage does",
  },
  {
    id: "key-service",
    from: ["data"],
    to: ["key-service"],
    ports: [443, 5696, 8200],
    reason:
      "the secrets server unseals itself with a key that lies outside the cluster: KMIP (5696), HTTPS where the cloud has no KMIP, or the API of another such server (8200)",
  },
  {
    id: "outgoing-mail",
    from: ["services"],
    to: ["internet"],
    ports: [25],
    reason: "mail is delivered to the world's mail servers",
  },
  {
    id: "virus-signatures",
    from: ["services"],
    to: ["internet"],
    ports: [443],
    reason: "what looks for viruses learns of new ones several times a day; each service that does must say so",
  },
  {
    id: "certificates-and-modules",
    from: ["dmz", "mgmt"],
    to: ["internet"],
    ports: [80, 443],
    reason:
      "public certificates are ordered outside, and their challenges are looked at from outside first; the gateway fetches its firewall from the registry mirror; whoever is on duty is called from outside",
  },
  {
    id: "alert-mail",
    from: ["mgmt"],
    to: ["internet"],
    ports: [465, 587],
    reason: "alerts go out by a mail server outside the platform, because the platform's own may be what is down",
  },
  {
    id: "admission-calls",
    from: ["nodes", "kubernetes-api"],
    to: ["dmz", "mgmt"],
    ports: [6443, 9443, 10250],
    reason: "the API server asks webhooks before it admits an object, through a tunnel that ends on a node",
  },
  {
    id: "kubelet-probes",
    from: ["nodes"],
    to: everyZone,
    ports: "any",
    reason: "the kubelet probes every pod of its node on the port the pod names; it could enter the pod anyway",
  },
  {
    id: "database-replication-out",
    from: ["data"],
    to: ["other-site"],
    ports: [5432],
    reason: "a standby database streams from the primary at the other site",
  },
  {
    id: "database-replication-in",
    from: ["other-site"],
    to: ["data"],
    ports: [5432],
    reason: "the other site's standby database streams from the primary here",
  },
];

/**
 * Whether the matrix or a standing exception lets `from` open a connection to `to` on `port`. The matrix is asked
 * first, and exceptions in their order, so that `by` is stable.
 */
export function isOpen(from: End, to: End, port: number): Verdict {
  const opening = [...zoneOpenings, ...standingExceptions].find(
    (candidate) =>
      candidate.from.includes(zoneOf(from)) &&
      candidate.to.includes(zoneOf(to)) &&
      (candidate.ports === "any" || candidate.ports.includes(port)),
  );
  return opening === undefined ? { kind: "forbidden" } : { kind: "allowed", by: opening.id };
}

/** The same for a sender that is more than its zone: the first of its ends that may. */
export function openTo(ends: readonly End[], to: End, port: number): Verdict {
  const verdicts = ends.map((from) => isOpen(from, to, port));
  return verdicts.find(({ kind }) => kind === "allowed") ?? { kind: "forbidden" };
}

const zoneOf = (end: End): End => (end === "load-balancers" ? "edge" : end);
