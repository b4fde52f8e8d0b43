import { planningDecisions, restoreDrill } from "../catalog";
import type { Construct } from "constructs";
import { serviceAccount } from "../constructs/application/service-account";
import { ServiceWorkload } from "../constructs/application/service-workload";
import { archiveUser } from "../constructs/infrastructure/stores";
import { mirrorOf, siteId } from "../environments/schema";
import { alertRules } from "../constructs/platform/alerts/alert";
import { objectCountAlerts } from "../constructs/platform/alerts/object-count-alerts";
import { drillAlerts } from "../constructs/platform/alerts/drill-alerts";
import { databaseAlerts } from "../constructs/platform/alerts/database-alerts";
import { SecretAccess } from "../constructs/platform/secrets/secret-access";
import { secretPath, siteSecretPath } from "../constructs/platform/secrets/secret-paths";
import {
  archiveFolder,
  archiveObjectStore,
  archiveSettings,
  type Archive,
  type ArchivePlace,
} from "../constructs/platform/database/archive-object-store";
import { archiveSecret, PostgresCluster, roleSecret } from "../constructs/platform/database/postgres-cluster";
import { drillJob, RestoreDrill } from "../constructs/platform/database/restore-drill";
import { objectCountQuery } from "../constructs/platform/database/object-count-query";
import { readinessPlan, readinessWorkload } from "../constructs/platform/database/readiness-workload";
import type { ServiceDefinition } from "../language";
import { drillClearing, drillTurn, type DrillTurn } from "../planning/drill";
import { databaseNamespace, databaseReadiness } from "../planning/flows";
import {
  activeSite,
  databaseClusterOf,
  databaseHostOf,
  placeBuckets,
  placeDatabaseClusters,
  servicesFor,
  signingRegion,
  storageAccountOf,
  storageServer,
  surroundingsOf,
  type PlacedBucket,
  type PlacedDatabaseCluster,
} from "../planning/placement";
import { metersObjects } from "../suites";
import type { ChartDefinition } from "./chart-definition";
import { podIdentity } from "./pod-identity";
import type { SiteContext } from "./site-context";

/** Days of logs and backups that can be restored from; the lock of the bucket is as long. */
export const retentionDays = planningDecisions.backupRetention.value;

/** The site's PostgreSQL clusters with a database, a role and a password for every service that serves everyone and needs one. */
export const databasesChart = (context: SiteContext): ChartDefinition => ({
  stage: "data",
  release: "databases",
  namespace: databaseNamespace,
  build: (chart) => {
    const { environment, plan, id, storageClass, snapshotClass } = context;
    const needs = servicesFor(environment, undefined).flatMap((service) => {
      const { database } = service.needs;
      return database === undefined ? [] : [{ service, database }];
    });
    const clusters = placeDatabaseClusters(environment).flatMap((placed) => {
      const planned = plan.databases[placed.name];
      return planned === undefined ? [] : [{ ...placed, planned }];
    });
    if (clusters.length === 0) return;
    const secrets = new SecretAccess(chart, "secrets", context.environment.parts.secrets, databaseNamespace);
    const kept = archives(environment);
    if (kept.some(({ place }) => place.kind === "s3" && place.access.kind === "keys")) {
      secrets.fetch({
        name: archiveSecret,
        path: siteSecretPath(databaseNamespace, archiveSecret, id),
        keys: ["access-key", "secret-key"],
      });
    }
    for (const { service } of needs) {
      secrets.generate({
        name: roleSecret(service.name),
        path: secretPath(service.name, "database"),
        keys: { password: 40 },
        basicAuth: { username: service.name },
      });
    }
    secrets.generate({
      name: restoreDrill.secret,
      keys: { password: 40 },
      basicAuth: { username: restoreDrill.role },
    });
    archiveSettings(chart, kept);
    for (const archive of kept) archiveObjectStore(chart, archive);
    const counted = metersObjects(environment.suite, environment.tenancy);
    if (counted) objectCountQuery(chart);
    clusters.forEach(({ name, owner, planned }, index) => {
      new PostgresCluster(chart, name, {
        name,
        plan: planned,
        databases: Object.fromEntries(
          needs.flatMap(({ service, database }) =>
            databaseClusterOf(environment, service, undefined) === name ? [[service.name, database]] : [],
          ),
        ),
        sharedByTenants: owner.kind === "cell",
        countsObjects: counted && owner.kind === "cell",
        // Within four hours every cluster has had its turn.
        backupMinute: (index * 10) % 240,
        version: environment.postgresql,
        mirror: mirrorOf(environment),
        pullSecret: environment.registry.pullSecret,
        storageClass,
        snapshotClass,
        site: id,
        writer: siteId(activeSite(environment)),
        archives: kept,
        durability: environment.recovery.kind === "active-active" ? "required" : "preferred",
        ...podIdentity(context, archiveUser),
      });
    });
    const turns = clusters.map(({ name, owner }, index) => ({
      name,
      owner,
      ...drillTurn(index, clusters.length),
    }));
    drill(chart, context, kept, turns);
    alertRules(chart, {
      name: databaseNamespace,
      groups: [
        ...clusters.map(({ name, planned }) =>
          databaseAlerts({
            namespace: databaseNamespace,
            name,
            plan: planned,
            promisedLoss: plan.recovery.promisedLoss.value,
            writes: context.active,
          }),
        ),
        ...(context.active
          ? [
              drillAlerts(
                databaseNamespace,
                turns.map(({ name, everyDays }) => ({ cluster: name, cronjob: drillJob(name), everyDays })),
              ),
              ...(counted ? [objectCountAlerts(databaseNamespace)] : []),
            ]
          : []),
      ],
    });
    readiness(
      chart,
      context,
      clusters.map(({ name }) => databaseHostOf(name)),
    );
  },
});

/** Each cluster of the site in turn is restored from the site's own archive, and compared. */
function drill(
  chart: Construct,
  context: SiteContext,
  kept: readonly Archive[],
  turns: readonly (PlacedDatabaseCluster & DrillTurn)[],
): void {
  const { environment, plan, id, active, scratchStorageClass, snapshotClass } = context;
  const archive = kept.find(({ site }) => site === id);
  if (plan.drill === undefined || archive === undefined) return;
  new RestoreDrill(chart, "restore-drill", {
    plan: plan.drill,
    clusters: Object.fromEntries(
      turns.map(({ name, owner, schedule }) => [name, { archive, sharedByTenants: owner.kind === "cell", schedule }]),
    ),
    clearing: drillClearing,
    snapshots: snapshotClass !== undefined,
    writes: active,
    version: environment.postgresql,
    mirror: mirrorOf(environment),
    pullSecret: environment.registry.pullSecret,
    storageClass: scratchStorageClass,
    ...podIdentity(context, archiveUser),
  });
}

/** The release ends when every database cluster answers, and not before. */
function readiness(chart: Construct, { environment, site, storageClass }: SiteContext, hosts: readonly string[]): void {
  serviceAccount(chart);
  const workload = readinessWorkload(hosts, environment.postgresql);
  const service: ServiceDefinition = {
    name: databaseNamespace,
    title: "PostgreSQL",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: { [databaseReadiness]: workload },
    needs: {},
    secrets: {},
    exposes: [],
    without: {},
  };
  new ServiceWorkload(chart, databaseReadiness, {
    service,
    plan: { workloads: { [databaseReadiness]: readinessPlan } },
    at: surroundingsOf(environment, site, service),
    mirror: mirrorOf(environment),
    pullSecret: environment.registry.pullSecret,
    active: true,
    storageClass,
    name: databaseReadiness,
    workload,
    workloadPlan: readinessPlan,
  });
}

export const archives = (environment: SiteContext["environment"]): readonly Archive[] =>
  placeBuckets(environment).flatMap((bucket) =>
    bucket.purpose.kind === "archive"
      ? [
          {
            site: bucket.site,
            ...lifeOf(environment, bucket.site),
            place: archivePlace(environment, bucket),
            retentionDays,
          },
        ]
      : [],
  );

/** Folder in its archive of a cluster of a site, in its present life. */
export const folderInArchive = (environment: SiteContext["environment"], site: string, cluster: string): string =>
  archiveFolder(cluster, lifeOf(environment, site));

/** How often the databases of a site were begun anew, and whether the environment's data began with them. */
function lifeOf(environment: SiteContext["environment"], site: string): Pick<Archive, "rebuilt" | "founds"> {
  const { recovery } = environment;
  const primary = siteId(environment.site) === site;
  const rebuilt =
    recovery.kind === "backup-restore" ? 0 : primary ? recovery.rebuilt.primary : recovery.rebuilt.standby;
  return { rebuilt, founds: primary && rebuilt === 0 };
}

function archivePlace({ name: environment, site }: SiteContext["environment"], bucket: PlacedBucket): ArchivePlace {
  const { name, region } = bucket;
  switch (site.kind) {
    case "azure": {
      const account = storageAccountOf({ environment, subscription: site.subscription }, bucket);
      return { kind: "azure-blob", account: account.name, container: name };
    }
    case "aws":
    case "ovh":
    case "existing":
      return {
        kind: "s3",
        bucket: name,
        host: region.host,
        addressing: storageServer(region).addressing,
        access:
          site.kind === "aws"
            ? { kind: "pod-identity", region: signingRegion(region) }
            : { kind: "keys", secret: archiveSecret, region: signingRegion(region) },
      };
  }
}
