import { siteId, type Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import { sitesOf } from "../planning/placement";
import { servicesOf } from "../suites";
import { cachesChart } from "./caches-chart";
import type { ChartDefinition } from "./chart-definition";
import { databasesChart } from "./databases-chart";
import { foundationChart } from "./foundation-chart";
import { gatewayChart, secretsAccessChart } from "./gateway-chart";
import { Patches } from "./patches";
import { renderChart, type Manifest } from "./render";
import { secretSnapshotsChart } from "./secret-snapshots-chart";
import { serviceChart } from "./service-chart";
import { siteContext, type SiteContext } from "./site-context";
import { refuseUnsupported } from "./supported";
import type { ChartStage } from "./written-chart";

/** One chart of one site with its objects. */
export interface RenderedChart {
  readonly site: string;
  readonly stage: ChartStage;
  readonly release: string;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
}

/** Every chart of one site, in the order of installation. */
const chartsOf = (context: SiteContext): readonly ChartDefinition[] => [
  foundationChart(context),
  gatewayChart(context),
  secretsAccessChart(context),
  secretSnapshotsChart(context),
  databasesChart(context),
  cachesChart(context),
  ...servicesOf(context.environment).map((service) => serviceChart(context, service)),
];

/**
 * The Kubernetes half of an environment, site by site. Throws a Refusal where a fact asks for what this version does
 * not deploy, and where a patch matches nothing.
 */
export function renderCharts(environment: Environment, plan: Plan): readonly RenderedChart[] {
  refuseUnsupported(environment);
  const patches = new Patches(environment.patches);
  const charts = sitesOf(environment).flatMap((site) => {
    const context = siteContext(environment, plan, site);
    return chartsOf(context).map(({ stage, release, namespace, build }) => ({
      site: siteId(site),
      stage,
      release,
      namespace,
      manifests: renderChart({
        namespace,
        build,
        finish: (objects) => {
          patches.apply(objects, namespace);
        },
      }),
    }));
  });
  const mistakes = patches.mistakes();
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
  return charts;
}
