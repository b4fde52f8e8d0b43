import { join } from "node:path";
import { siteId, type Environment } from "../environments/schema";
import { Refusal, type Plan } from "../language";
import { sitesOf } from "../planning/placement";
import { servicesOf } from "../suites";
import { cachesChart } from "./caches-chart";
import type { ChartDefinition } from "./chart-definition";
import { writeChartFolder } from "./chart-folder";
import { databasesChart } from "./databases-chart";
import { foundationChart } from "./foundation-chart";
import { gatewayChart, secretsAccessChart } from "./gateway-chart";
import { Patches } from "./patches";
import { renderChart } from "./render";
import { serviceChart } from "./service-chart";
import { siteContext, type SiteContext } from "./site-context";
import { refuseUnsupported } from "./supported";
import type { WrittenChart } from "./written-chart";

/** Every chart of one site, in the order of installation. */
export const chartsOf = (context: SiteContext): readonly ChartDefinition[] => [
  foundationChart(context),
  gatewayChart(context),
  secretsAccessChart(context),
  databasesChart(context),
  cachesChart(context),
  ...servicesOf(context.environment).map((service) => serviceChart(context, service)),
];

/**
 * Writes the Kubernetes half of an environment: a chart folder per site and release below `folder`. Throws a Refusal
 * where a fact asks for what this version does not deploy, and where a patch matches nothing.
 */
export function writeCharts(environment: Environment, plan: Plan, folder: string): readonly WrittenChart[] {
  refuseUnsupported(environment);
  const patches = new Patches(environment.patches);
  const written = sitesOf(environment).flatMap((site) => {
    const context = siteContext(environment, plan, site);
    return chartsOf(context).map(({ stage, release, namespace, build }) => {
      const manifests = renderChart({
        namespace,
        build,
        finish: (objects) => {
          patches.apply(objects, namespace);
        },
      });
      const path = join(folder, siteId(site), release);
      writeChartFolder(path, release, manifests);
      return { site: siteId(site), stage, release, namespace, path, objects: manifests.length };
    });
  });
  const mistakes = patches.mistakes();
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
  return written;
}
