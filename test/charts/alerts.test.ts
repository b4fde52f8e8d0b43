import { renderCharts } from "../../charts";
import eigen from "../../environments/noveu-eigen";
import production from "../../environments/noveu-zuid";
import { defineEnvironment } from "../../environments/schema";
import { planEnvironment } from "../../planning/plan-environment";
import { metricsIn, promqlErrors } from "../constructs/platform/alerts/promql";

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isRule = (value: unknown): value is Rule => isTree(value) && typeof value["expr"] === "string";

const rendered = (environment = production) => renderCharts(environment, planEnvironment(environment));
const charts = rendered();

const rulesIn = (site: string, release: string, from = charts): readonly Rule[] =>
  from
    .filter((chart) => chart.site === site && chart.release === release)
    .flatMap(({ manifests }) => manifests)
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((manifest) => {
      const document: unknown = JSON.parse(JSON.stringify(manifest));
      const spec = isTree(document) ? document["spec"] : undefined;
      return list(isTree(spec) ? spec["groups"] : undefined).flatMap((group) =>
        list(isTree(group) ? group["rules"] : undefined).filter(isRule),
      );
    });

const kafka = rendered(defineEnvironment({ ...eigen.facts, parts: { bus: "kafka" } }));

const sites = [...new Set(charts.map(({ site }) => site))];
const releases = [...new Set(charts.map(({ release }) => release))];
const ofKafka = ["bus", "audit"].flatMap((release) => rulesIn("cellar", release, kafka));
const all = [...sites.flatMap((site) => releases.flatMap((release) => rulesIn(site, release))), ...ofKafka];
const alertsOf = (site: string, release: string, name: string): readonly Rule[] =>
  rulesIn(site, release).filter(({ alert }) => alert === name);

/** Metrics and what exports them, as read in their projects' documentation 2026-11-21. */
const exporters: Readonly<Record<string, RegExp>> = {
  "kube-state-metrics":
    /^kube_(deployment_status_replicas_available|daemonset_status_number_unavailable|statefulset_status_replicas_ready|pod_container_status_restarts_total|job_status_failed|cronjob_(status_last_successful_time|created))$/,
  kubelet: /^kubelet_volume_stats_(available|capacity)_bytes$/,
  "cert-manager": /^certmanager_certificate_(expiration_timestamp_seconds|ready_status)$/,
  CloudNativePG:
    /^cnpg_(collector_up|pg_replication_lag|collector_pg_wal_archive_status|pg_stat_archiver_(seconds_since_last_archival|failed_count))$/,
  "plugin-barman-cloud": /^barman_cloud_cloudnative_pg_io_last_available_backup_timestamp$/,
  Gatekeeper: /^gatekeeper_violations$/,
  Istio: /^citadel_server_root_cert_expiry_timestamp$/,
  "prometheus-nats-exporter": /^jetstream_stream_last_seq$/,
  "Kafka's exporter":
    /^kafka_(brokers|consumergroup_(lag|current_offset)|topic_partition_(current_offset|in_sync_replica|under_replicated_partition))$/,
  Alloy: /^loki_source_file_(file|read)_bytes_total$/,
  Envoy: /^envoy_cluster_upstream_rq_xx$/,
  "rules of ours": /^service:request_failures:ratio_rate(5m|30m|1h|6h|3d)$/,
};

test("every expression is PromQL and asks for metrics that something exports", () => {
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap(({ expr }) => promqlErrors(expr))).toEqual([]);
  const unknown = all
    .flatMap(({ expr }) => metricsIn(expr))
    .filter((metric) => !Object.values(exporters).some((known) => known.test(metric)));
  expect(unknown).toEqual([]);
});

test("Kafka's servers, copies, workers and dead letters are watched, and no one asks for figures of NATS", () => {
  expect([...new Set(ofKafka.map(({ alert }) => alert))]).toEqual(
    expect.arrayContaining([
      "KafkaServerGone",
      "KafkaCopiesMissing",
      "KafkaTakesNothing",
      "KafkaWorkerStuck",
      "DeadLetters",
    ]),
  );
  const dead = ofKafka.find(({ alert }) => alert === "DeadLetters")?.expr ?? "";
  expect(dead).toContain('topic=~"platform\\\\.dead\\\\.audit\\\\..+"');
  expect(ofKafka.filter(({ expr }) => expr.includes("jetstream"))).toEqual([]);
});

test("what rules record they also ask for, and the other way round", () => {
  const recorded = new Set(all.flatMap(({ record }) => record ?? []));
  const asked = new Set(all.flatMap(({ expr }) => metricsIn(expr)).filter((metric) => metric.startsWith("service:")));
  expect([...asked].sort()).toEqual([...recorded].sort());
});

test("controllers that alerts name are rendered in the namespace that they name", () => {
  const missing = charts.flatMap(({ site, release, namespace }) =>
    rulesIn(site, release).flatMap(({ expr }) =>
      [...expr.matchAll(/namespace="([^"]+)",(deployment|statefulset|cronjob)="([^"]+)"/g)].filter(
        ([, where, kind, name]) =>
          !charts
            .filter((chart) => chart.site === site && chart.namespace === where)
            .flatMap(({ manifests }) => manifests)
            .some((manifest) => manifest.kind.toLowerCase() === kind && manifest.metadata.name === name) ||
          where !== namespace,
      ),
    ),
  );
  expect(missing).toEqual([]);
});

test("every service that runs is watched: replicas, restarts, users", () => {
  for (const service of ["mail", "files", "portal", "identity"]) {
    const names = new Set(rulesIn("eu-west-par", service).map(({ alert }) => alert));
    for (const name of ["ReplicasUnavailable", "PodRestarting", "AvailabilityBudgetBurning"]) {
      expect([service, [...names]]).toEqual([service, expect.arrayContaining([name])]);
    }
  }
});

test("alerts say whose they are and whom they wake", () => {
  const anonymous = all.filter(
    ({ alert, labels }) =>
      alert !== undefined &&
      (labels["service"] === undefined || !["page", "ticket"].includes(labels["severity"] ?? "")),
  );
  expect(anonymous).toEqual([]);
});

test("the database is held to what the tier promises: 15 minutes", () => {
  const [behind] = alertsOf("eu-west-par", "databases", "DatabaseReplicationBehind");
  expect(behind?.expr).toBe('max(cnpg_pg_replication_lag{namespace="databases",pod=~"postgres-[0-9]+"}) > 900');
  expect(alertsOf("eu-west-par", "databases", "DatabaseArchiveBehind")[0]?.expr).toContain("> 900 and max(");
  expect(alertsOf("eu-west-par", "databases", "DatabaseWithoutQuorum")[0]?.expr).toMatch(/ < 2$/);
  expect(alertsOf("eu-west-par", "secret-snapshots", "SecretSnapshotOld")[0]?.expr).toContain("> 900 or absent(");
});

test("where nothing is written nobody waits for backups, and a quiet night wakes nobody", () => {
  expect(alertsOf("eu-south-mil", "databases", "DatabaseBackupOld")).toEqual([]);
  expect(alertsOf("eu-south-mil", "secret-snapshots", "SecretSnapshotOld")).toEqual([]);
  expect(alertsOf("eu-south-mil", "databases", "DatabaseReplicationBehind")).toMatchObject([
    { for: "1h", labels: { severity: "ticket" } },
  ]);
  expect(alertsOf("eu-south-mil", "mail", "ReplicasUnavailable")).toEqual([]);
});

test("what nobody could work off is told where the service runs, whoever wrote it", () => {
  const expressions = ["audit", "mail"].flatMap((release) =>
    sites.flatMap((site) => alertsOf(site, release, "DeadLetters").map(({ expr }) => expr)),
  );
  expect(expressions).toHaveLength(2);
  expect(expressions[0]).toContain('{account="platform",stream_name="audit-dead-letters"}');
});

test("lines that nobody takes wake somebody before a node lets go of them, where they are taken", () => {
  const [rule] = alertsOf("eu-west-par", "platform-audit", "LinesWaiting");
  // Half of the 10 MiB that the plan says wait.
  expect(rule).toMatchObject({ for: "5m", labels: { severity: "page" } });
  expect(rule?.expr).toMatch(/component_id="loki\.source\.file\.platform_audit_intake".* > 5242880$/);
  expect(alertsOf("eu-south-mil", "platform-audit", "LinesWaiting")).toEqual([]);
});

test("three pairs of windows watch over the budget that the facts leave", () => {
  const stricter = rendered(defineEnvironment({ ...production.facts, objectives: { availability: 0.9995 } }));
  const burning = rulesIn("eu-west-par", "mail", stricter).filter(({ alert }) => alert === "AvailabilityBudgetBurning");
  expect(burning.map(({ expr }) => expr)).toEqual([
    'service:request_failures:ratio_rate1h{service="mail"} > 14.4 * 0.0005 and service:request_failures:ratio_rate5m{service="mail"} > 14.4 * 0.0005',
    'service:request_failures:ratio_rate6h{service="mail"} > 6 * 0.0005 and service:request_failures:ratio_rate30m{service="mail"} > 6 * 0.0005',
    'service:request_failures:ratio_rate3d{service="mail"} > 1 * 0.0005 and service:request_failures:ratio_rate6h{service="mail"} > 1 * 0.0005',
  ]);
  expect(burning.map(({ labels }) => labels["severity"])).toEqual(["page", "page", "ticket"]);
});

test("every HTTP route of a service counts towards its objective", () => {
  const routes = charts
    .filter(({ site }) => site === "eu-west-par")
    .flatMap(({ namespace, release, manifests }) =>
      manifests
        .filter(({ kind }) => kind === "HTTPRoute")
        .map(({ metadata }) => ({ namespace, release, route: metadata.name })),
    )
    // The way to the secrets, and the one from HTTP to HTTPS, serve no users.
    .filter(({ release }) => !["secrets-access", "gateway"].includes(release));
  expect(routes.length).toBeGreaterThan(3);
  const uncounted = routes.filter(
    ({ namespace, release, route }) =>
      !rulesIn("eu-west-par", release).some(({ record, expr }) => {
        const [, names = ""] = new RegExp(`httproute/${namespace}/\\(([^)]*)\\)/rule`).exec(expr) ?? [];
        return record !== undefined && names.split("|").includes(route);
      }),
  );
  expect(uncounted).toEqual([]);
});

test.each([0.94, 1, 0.99999])("an objective of %d is refused", (availability) => {
  expect(() => defineEnvironment({ ...production.facts, objectives: { availability } })).toThrow(
    "objectives.availability",
  );
});
