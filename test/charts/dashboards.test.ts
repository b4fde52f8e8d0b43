import { renderCharts } from "../../charts";
import production from "../../environments/noveu-zuid";
import shared from "../../environments/noveu-west";
import { planEnvironment } from "../../planning/plan-environment";
import { servicesOf } from "../../suites";
import { promqlErrors } from "../constructs/platform/alerts/promql";

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

const maps = (environment = production): readonly Tree[] => {
  const [chart] = renderCharts(environment, planEnvironment(environment)).filter(
    ({ release }) => release === "dashboards",
  );
  return list(JSON.parse(JSON.stringify(chart?.manifests ?? [])));
};

const dashboardsOf = (objects: readonly Tree[]): readonly Tree[] =>
  objects.flatMap(({ data }) =>
    Object.values(isTree(data) ? data : {}).flatMap((text) => {
      const parsed: unknown = JSON.parse(String(text));
      return isTree(parsed) ? [parsed] : [];
    }),
  );

const objects = maps();
const dashboards = dashboardsOf(objects);
const panels = dashboards.flatMap((dashboard) => list(dashboard["panels"]));

test("every service has one, where Grafana's sidecar finds it", () => {
  expect(dashboards.map(({ uid }) => uid).sort()).toEqual(
    ["bestek-backups", ...servicesOf(production).map(({ name }) => `bestek-${name}`)].sort(),
  );
  for (const { metadata } of objects) {
    expect(metadata).toMatchObject({ namespace: "monitoring", labels: { grafana_dashboard: "1" } });
  }
});

test("every query of Prometheus is PromQL", () => {
  const expressions = panels
    .filter(({ type }) => type !== "logs")
    .flatMap((panel) => list(panel["targets"]).map(({ expr }) => String(expr).replaceAll("$namespace", "mail")));
  expect(expressions.length).toBeGreaterThan(30);
  expect(expressions.flatMap(promqlErrors)).toEqual([]);
});

test("panels of one dashboard have ids of their own and lie beside each other", () => {
  for (const dashboard of dashboards) {
    const places = list(dashboard["panels"]).map(({ id, gridPos }) => [id, JSON.stringify(gridPos)] as const);
    expect(new Set(places.map(([id]) => id)).size).toBe(places.length);
    expect(new Set(places.map(([, place]) => place)).size).toBe(places.length);
  }
});

test("each long-running workload shows its replicas, processors and memory", () => {
  const titles = panels.map(({ title }) => String(title));
  for (const what of ["replicas ready, and restarts within an hour", "processors in use", "memory in use"]) {
    expect(titles).toContain(`stalwart: ${what}`);
    expect(titles).toContain(`keycloak: ${what}`);
  }
});

test("logs come from Loki", () => {
  const logs = panels.filter(({ type }) => type === "logs");
  expect(logs).toHaveLength(dashboards.length);
  expect(logs[0]).toMatchObject({
    datasource: { type: "loki", uid: "loki" },
    targets: [{ expr: '{namespace="$namespace"}' }],
  });
});

test("tenants share one dashboard, on which one is chosen", () => {
  const mail = dashboardsOf(maps(shared)).find(({ uid }) => uid === "bestek-mail");
  expect(mail?.["templating"]).toMatchObject({
    list: [{ name: "namespace", query: 'label_values(kube_pod_info{namespace=~".+-mail"}, namespace)' }],
  });
});

test("the same facts give the same bytes", () => {
  expect(JSON.stringify(maps())).toBe(JSON.stringify(objects));
});

test("the console of backups shows each database's backup and restore, and the secrets', and which runs failed", () => {
  const [console] = dashboards.filter(({ uid }) => uid === "bestek-backups");
  const expressions = list(console?.["panels"]).flatMap((panel) => list(panel["targets"]).map(({ expr }) => expr));
  expect(expressions).toEqual(
    expect.arrayContaining([
      'time() - max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace="databases",pod=~"postgres-[0-9]+"})',
      'time() - max(kube_cronjob_status_last_successful_time{namespace="databases",cronjob="restore-drill-postgres"})',
      'time() - max(kube_cronjob_status_last_successful_time{namespace="openbao",cronjob="secrets-save"})',
      'sum by (job_name) (kube_job_status_failed{namespace="databases",job_name=~"(restore-drill-postgres)-.+"})',
    ]),
  );
});
