import type { Source } from "../language";

/** What whoever upgrades a component must know, and no version number says. */
export interface UpgradeNote {
  /** Component id, or last part of an image's name. */
  readonly component: string;
  /** The largest jump that its publisher supports, where there is a limit. */
  readonly atMostOne?: "major" | "minor";
  /** Helm installs definitions of a chart's `crds` folder and never changes them: they have to be applied by hand, before. */
  readonly definitionsFirst?: { readonly chart: string };
  readonly note: string;
  readonly source: Source;
}

const read = (ref: string, date: string): Source => ({ kind: "documentation", ref, date });

export const upgradeNotes: readonly UpgradeNote[] = [
  {
    component: "envoy-gateway",
    definitionsFirst: { chart: "gateway-helm" },
    note: "the definitions of Gateway API and Envoy Gateway come with the chart, and Helm never upgrades them",
    source: read("envoyproxy/gateway: install with Helm, 1.9; envoyproxy/gateway#6105", "2026-08"),
  },
  {
    component: "kong",
    definitionsFirst: { chart: "kong" },
    note: "its definitions come with the chart, and Helm never upgrades them; no image without a licence follows 3.9",
    source: read("Kong/charts: charts/kong 3.4.1; Kong/docker-kong issue 738", "2026-11-22"),
  },
  {
    component: "external-secrets",
    atMostOne: "minor",
    note: "the publisher supports one minor version at a time",
    source: read("external-secrets.io: stability and support", "2026-08-21"),
  },
  {
    component: "openbao",
    note: "never fail over from a newer server to an older one, and no way leads back: take a raft snapshot first (bao operator raft snapshot save)",
    source: read("openbao.org: upgrading, high availability, 2.5", "2026-11-21"),
  },
  {
    component: "cloudnative-pg",
    note: "a new operator restarts every database instance to give it the new instance manager: one switchover per cluster",
    source: read("cloudnative-pg.io: installation and upgrades, 1.30", "2026-08-21"),
  },
  {
    component: "strimzi",
    atMostOne: "minor",
    definitionsFirst: { chart: "strimzi-kafka-operator" },
    note: "its definitions come with the chart, and Helm never upgrades them; a new operator rolls every server once, and knows the last few versions of Kafka alone: first the operator, then Kafka, then its metadata",
    source: read("Strimzi 1.2: upgrading; one minor at a time is our decision", "2026-08-22"),
  },
  {
    component: "keycloak",
    note: "the first new pod migrates the database, and an older server can't read it afterwards: have a restore point",
    source: read("Keycloak upgrading guide: database migration", "2026-11-21"),
  },
  {
    component: "authentik",
    atMostOne: "minor",
    note: "the first new server migrates the database, no release may be skipped, and no way leads back: have a restore point; servers and workers move together",
    source: read("docs.goauthentik.io: upgrade authentik; 2026.8", "2026-11-22"),
  },
  {
    component: "nextcloud",
    atMostOne: "major",
    note: "major versions can't be skipped, and no way leads back: have a restore point",
    source: read("nextcloud/docker#617", "2026-11-21"),
  },
  ...["istiod", "istio-cni", "ztunnel"].map((component): UpgradeNote => ({
    component,
    note: "the four releases of the mesh move together, in their order: definitions, istiod, istio-cni, ztunnel; a new ztunnel ends connections older than half a minute, node by node",
    source: read("istio.io: install ambient components; ztunnel 1.30.3, terminationGracePeriodSeconds", "2026-11-21"),
  })),
  {
    component: "kube-prometheus-stack",
    note: "its definitions come as a release of their own, prometheus-operator-crds, which must carry the same operator version",
    source: read("prometheus-community/helm-charts: kube-prometheus-stack", "2026-08-21"),
  },
];

/** What a new minor version of Kubernetes and a new major version of PostgreSQL ask for. */
export const platformUpgradeNotes = {
  kubernetes: {
    note: "the control plane goes first, nodes follow and may be up to three minor versions older; nodes are replaced one after the other, so every workload moves",
    source: read("kubernetes.io: version skew policy", "2026-11-21"),
  },
  postgresql: {
    note: "the cluster is shut down while pg_upgrade runs; replicas and the standby's cluster are built anew from a fresh base backup, and no earlier backup can be replayed into the new version: take one before and one after",
    source: read("cloudnative-pg.io: PostgreSQL upgrades, 1.30", "2026-11-21"),
  },
} as const satisfies Readonly<Record<string, Pick<UpgradeNote, "note" | "source">>>;
