import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { databaseDumps } from "../catalog";
import { backupLockDays, dumpKeys, dumpPrefix, dumpUser } from "../constructs/infrastructure/stores";
import { alertRules } from "../constructs/platform/alerts/alert";
import { dumpAlerts } from "../constructs/platform/alerts/dump-alerts";
import { DatabaseDumps, dumpJob } from "../constructs/platform/database/database-dumps";
import { dumpProgram, dumpProgramText } from "../constructs/platform/database/dump-program";
import { roleSecret } from "../constructs/platform/database/postgres-cluster";
import { fetchIn, SecretAccess } from "../constructs/platform/secrets/secret-access";
import { secretFolder, secretPath, siteSecretPath } from "../constructs/platform/secrets/secret-paths";
import { backupKey, backupKeysMount, tenantKeysMount } from "../constructs/platform/secrets/trust-policies";
import { mirrorOf } from "../environments/schema";
import { tenantName } from "../language";
import { placeBuckets, signingRegion, tenantDatabasesOf } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import { archives } from "./databases-chart";
import { podIdentity } from "./pod-identity";
import type { SiteContext } from "./site-context";
import type { TenantContext } from "./tenant-context";

/** What every tenant's dumps share: the account, the way to the archive, and the program. In a dedicated environment the dumps themselves, too. */
export const dumpsChart = (context: SiteContext): ChartDefinition => ({
  stage: "data",
  release: databaseDumps.namespace,
  namespace: databaseDumps.namespace,
  build: (chart) => {
    const { environment, id } = context;
    const { namespace, account } = databaseDumps;
    const secrets = new SecretAccess(chart, "secrets", environment.parts.secrets, namespace);
    const { place } = archiveOf(context);
    if (place.kind === "s3" && place.access.kind === "keys") {
      secrets.fetch({
        name: dumpKeys,
        path: siteSecretPath(namespace, dumpKeys, id),
        keys: ["access-key", "secret-key"],
      });
    }
    const { accountAnnotations } = podIdentity(context, dumpUser);
    new k8s.KubeServiceAccount(chart, "account", {
      metadata: {
        name: account,
        ...(accountAnnotations === undefined ? {} : { annotations: { ...accountAnnotations } }),
      },
      automountServiceAccountToken: false,
    });
    new k8s.KubeConfigMap(chart, "program", {
      metadata: { name: dumpProgram.configMap },
      data: { [dumpProgram.file]: dumpProgramText },
    });
    if (environment.tenancy.kind === "dedicated") dump(chart, context, environment.name, undefined);
  },
});

/** Dumps of one tenant's databases, with what they need of the tenant alone. */
export const tenantDumpsChart = (context: TenantContext): ChartDefinition => ({
  stage: "data",
  release: tenantName(context.tenant, databaseDumps.namespace),
  namespace: databaseDumps.namespace,
  build: (chart) => {
    dump(chart, context, context.tenant, context.tenant);
  },
});

/** `folder`: the tenant whose secrets lie in a folder of its own; undefined in a dedicated environment. */
function dump(chart: Construct, context: SiteContext, tenant: string, folder: string | undefined): void {
  const { environment, plan, active } = context;
  if (plan.dumps === undefined) return;
  const databases = tenantDatabasesOf(environment, tenant);
  for (const { name, service } of databases) {
    fetchIn(chart, environment.parts.secrets, {
      name: roleSecret(name),
      path: secretPath(secretFolder(service, folder), "database"),
      keys: ["password"],
      basicAuth: { username: name },
    });
  }
  new DatabaseDumps(chart, "dumps", {
    databases,
    product: environment.parts.secrets,
    archive: archiveOf(context),
    part: plan.dumps.part,
    writes: active,
    version: environment.postgresql,
    mirror: mirrorOf(environment),
    pullSecret: environment.registry.pullSecret,
  });
  if (!active) return;
  const name = folder === undefined ? databaseDumps.namespace : tenantName(folder, databaseDumps.namespace);
  alertRules(chart, {
    name,
    groups: [
      dumpAlerts(
        name,
        databases.map((database) => ({ database: database.name, cronjob: dumpJob(database.name) })),
        plan.dumps.every.value,
      ),
    ],
  });
}

function archiveOf({ environment, id }: SiteContext) {
  const bucket = placeBuckets(environment).find(({ site, purpose }) => site === id && purpose.kind === "archive");
  const archive = archives(environment).find(({ site }) => site === id);
  if (bucket === undefined || archive === undefined) throw new Error(`site ${id} has no archive`);
  return { place: archive.place, signingRegion: signingRegion(bucket.region) };
}

/** Names that runbooks call dumps by. */
export const dumpNames = {
  namespace: databaseDumps.namespace,
  job: dumpJob,
  program: dumpProgram,
  prefix: dumpPrefix,
  lockDays: backupLockDays,
  keyMount: tenantKeysMount,
  backupKey: { mount: backupKeysMount, name: backupKey },
} as const;
