import { siteId, type Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import { servicesFor, sitesOf, tenantIds } from "../planning/placement";
import { admissionChart, admissionRulesChart } from "./admission-chart";
import { alertReceiversChart } from "./alert-receivers-chart";
import { busChart } from "./bus-chart";
import { cachesChart, hasCaches } from "./caches-chart";
import { certificateKeysCharts } from "./certificate-keys-chart";
import type { ChartDefinition } from "./chart-definition";
import { dashboardsChart } from "./dashboards-chart";
import { databasesChart } from "./databases-chart";
import { dumpsChart, tenantDumpsChart } from "./dumps-chart";
import { foundationChart } from "./foundation-chart";
import { gatewayChart, secretsAccessChart } from "./gateway-chart";
import { keepData } from "./keep-data";
import { meshAlertsChart, meshCharts } from "./mesh-chart";
import { Patches } from "./patches";
import { renderChart, type Manifest } from "./render";
import { secretSnapshotsChart } from "./secret-snapshots-chart";
import { secretsInitializationCharts } from "./secrets-initialization-charts";
import { serviceChart } from "./service-chart";
import { siteContext, type SiteContext } from "./site-context";
import { refuseUnsupported } from "./supported";
import { hasOwnBuckets, tenantBucketsChart } from "./tenant-buckets-chart";
import type { TenantContext } from "./tenant-context";
import { tenantDatabaseChart } from "./tenant-database-chart";
import { tenantFoundationChart } from "./tenant-foundation-chart";
import type { ChartStage } from "./written-chart";

/** One chart of one site with its objects. */
export interface RenderedChart {
  readonly site: string;
  /** Whose it is, where it is one tenant's. */
  readonly tenant?: string;
  readonly stage: ChartStage;
  readonly release: string;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
}

/** Every chart of the platform at one site, in the order of installation. */
const chartsOf = (context: SiteContext): readonly ChartDefinition[] => [
  foundationChart(context),
  ...meshCharts(context),
  meshAlertsChart(context),
  admissionRulesChart(context),
  admissionChart(context),
  ...secretsInitializationCharts(context),
  gatewayChart(context),
  secretsAccessChart(context),
  secretSnapshotsChart(context),
  dashboardsChart(context),
  ...(context.environment.alerts === undefined
    ? []
    : [alertReceiversChart(context.environment.alerts, context.environment.parts.secrets)]),
  databasesChart(context),
  ...(context.plan.dumps === undefined ? [] : [dumpsChart(context)]),
  ...(context.environment.suite.bus === "kafka" ? [busChart(context)] : []),
  ...(hasCaches(context) ? [cachesChart(context)] : []),
  ...certificateKeysCharts(context, servicesFor(context.environment, undefined)),
  ...servicesFor(context.environment, undefined).map((service) => serviceChart(context, service)),
];

/** Every chart of one tenant at one site, in the order of installation. */
const tenantChartsOf = (context: TenantContext): readonly ChartDefinition[] => [
  tenantFoundationChart(context),
  ...(servicesFor(context.environment, context.tenant).some(({ needs }) => needs.database !== undefined)
    ? [tenantDatabaseChart(context), tenantDumpsChart(context)]
    : []),
  ...(hasOwnBuckets(context) ? [tenantBucketsChart(context)] : []),
  ...(hasCaches(context) ? [cachesChart(context)] : []),
  ...servicesFor(context.environment, context.tenant).map((service) => serviceChart(context, service)),
];

/**
 * The Kubernetes half of an environment, site by site, the platform before its tenants. Throws a Refusal where a fact asks for
 * what this version does not deploy, and where a patch matches nothing.
 */
export const renderCharts = (environment: Environment, plan: Plan): readonly RenderedChart[] => [
  ...eachChart(environment, plan),
];

/** The same one after the other, for those who need not hold all of them at once. */
export function* eachChart(environment: Environment, plan: Plan): Generator<RenderedChart> {
  refuseUnsupported(environment);
  const patches = new Patches(environment.patches);
  for (const site of sitesOf(environment)) {
    const context = siteContext(environment, plan, site);
    for (const chart of chartsOf(context)) yield render(chart, siteId(site), undefined, patches);
    for (const tenant of tenantIds(environment)) {
      for (const chart of tenantChartsOf({ ...context, tenant })) yield render(chart, siteId(site), tenant, patches);
    }
  }
  const mistakes = patches.mistakes();
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

const render = (
  { stage, release, namespace, build }: ChartDefinition,
  site: string,
  tenant: string | undefined,
  patches: Patches,
): RenderedChart => ({
  site,
  ...(tenant === undefined ? {} : { tenant }),
  stage,
  release,
  namespace,
  manifests: renderChart({
    namespace,
    build,
    finish: (objects) => {
      keepData(objects);
      patches.apply(objects, namespace);
    },
  }),
});
