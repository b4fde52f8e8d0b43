import { k8s } from "cdk8s-plus-28";
import { nodeWatchers } from "../catalog/footprints/node-watchers";
import { serviceDashboard } from "../constructs/platform/dashboards/service-dashboard";
import { servicesOf } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** Label by which Grafana's sidecar finds dashboards. */
const found = { grafana_dashboard: "1" };

/** One dashboard a service; where tenants have instances of their own, it shows the one that is chosen. */
export const dashboardsChart = ({ environment }: SiteContext): ChartDefinition => ({
  stage: "gateway",
  release: "dashboards",
  namespace: nodeWatchers.namespace,
  build: (chart) => {
    for (const service of servicesOf(environment)) {
      const ofTenants = environment.tenancy.kind === "shared" && service.tenancy === "instance-per-tenant";
      new k8s.KubeConfigMap(chart, service.name, {
        metadata: { name: `dashboard-${service.name}`, labels: found },
        data: {
          [`${service.name}.json`]: serviceDashboard({
            service,
            objective: environment.objectives.availability,
            namespaces: ofTenants ? `.+-${service.name}` : service.name,
          }),
        },
      });
    }
  },
});
