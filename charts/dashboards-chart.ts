import { k8s } from "cdk8s-plus-28";
import { databaseCluster, secretsServer } from "../catalog";
import { nodeWatchers } from "../catalog/footprints/node-watchers";
import { backupConsole } from "../constructs/platform/dashboards/backup-console";
import { serviceDashboard } from "../constructs/platform/dashboards/service-dashboard";
import { drillJob } from "../constructs/platform/database/restore-drill";
import { snapshotJobs } from "../constructs/platform/secrets/secret-snapshots";
import { snapshotDrillJob } from "../constructs/platform/secrets/snapshot-drill";
import { placeDatabaseClusters } from "../planning/placement";
import { servicesOf } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** Label by which Grafana's sidecar finds dashboards. */
const found = { grafana_dashboard: "1" };

/** One dashboard a service, which shows the instance that is chosen where tenants have their own; and one of all that could bring data back. */
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
            gateway: environment.parts.gateway,
            service,
            objective: environment.objectives.availability,
            namespaces: ofTenants ? `.+-${service.name}` : service.name,
          }),
        },
      });
    }
    const clusters = placeDatabaseClusters(environment).map(({ name }) => name);
    new k8s.KubeConfigMap(chart, "backups", {
      metadata: { name: "dashboard-backups", labels: found },
      data: {
        "backups.json": backupConsole({
          databases: { namespace: databaseCluster.namespace, clusters },
          drills: Object.fromEntries(clusters.map((cluster) => [cluster, drillJob(cluster)])),
          secrets: {
            namespace: secretsServer(environment.parts.secrets).footprint.namespace,
            cronjob: snapshotJobs.save,
          },
          secretsDrill: {
            namespace: secretsServer(environment.parts.secrets).footprint.namespace,
            cronjob: snapshotDrillJob,
          },
          carriers: { namespace: ".+", cronjob: ".+-copy-.+" },
        }),
      },
    });
  },
});
