import type { Construct } from "constructs";
import { secretsServer } from "../catalog";
import { snapshotPrefix, snapshotUser } from "../constructs/infrastructure/stores";
import { alertRules } from "../constructs/platform/alerts/alert";
import { secretsDrillAlerts } from "../constructs/platform/alerts/secrets-drill-alerts";
import { snapshotAlerts } from "../constructs/platform/alerts/snapshot-alerts";
import { SecretSnapshots, snapshotJobs, type SnapshotDuty } from "../constructs/platform/secrets/secret-snapshots";
import { SnapshotDrill, snapshotDrillJob } from "../constructs/platform/secrets/snapshot-drill";
import type { SnapshotPlace } from "../constructs/platform/secrets/snapshot-store";
import { mirrorOf, siteId } from "../environments/schema";
import { activeSite, placeBuckets, signingRegion } from "../planning/placement";
import { snapshotInterval } from "../planning/recovery";
import type { ChartDefinition } from "./chart-definition";
import { archives } from "./databases-chart";
import { podIdentity, podRole } from "./pod-identity";
import { sealKindAt } from "./seal-kind-at";
import type { SiteContext } from "./site-context";

/** Names that runbooks call snapshots of the secrets by. */
export const snapshotNames = { jobs: snapshotJobs, drill: snapshotDrillJob, prefix: snapshotPrefix } as const;

/** The way of the secrets from the site that serves to the one that follows. It stands before anything that needs a secret. */
export function secretSnapshotsChart(context: SiteContext): ChartDefinition {
  const product = context.environment.parts.secrets;
  const { namespace } = secretsServer(product).footprint;
  return {
    stage: "gateway",
    release: "secret-snapshots",
    namespace,
    build: (chart) => {
      new SecretSnapshots(chart, "snapshots", {
        product,
        duty: dutyOf(context),
        mirror: mirrorOf(context.environment),
        pullSecret: context.environment.registry.pullSecret,
        ...podIdentity(context, snapshotUser),
      });
      drill(chart, context);
      if (context.active) watch(chart, context, namespace);
    },
  };
}

/** Rests where secrets follow: there each snapshot is restored anyway, by the servers themselves. */
function drill(chart: Construct, context: SiteContext): void {
  const { environment, plan, site, id, active } = context;
  const reader = podRole(context, snapshotUser);
  new SnapshotDrill(chart, "drill", {
    product: environment.parts.secrets,
    plan: plan.secretsDrill,
    serves: active,
    seal: sealKindAt(site),
    site: id,
    from: snapshotOf(environment, id),
    promisedLoss: plan.recovery.promisedLoss.value,
    ...(reader === undefined ? {} : { reader }),
    mirror: mirrorOf(environment),
    pullSecret: environment.registry.pullSecret,
  });
}

/** Whether snapshots are taken, and whether they open. */
function watch(chart: Construct, { plan }: SiteContext, namespace: string): void {
  const { recovery, secretsDrill } = plan;
  alertRules(chart, {
    name: "secret-snapshots",
    groups: [
      snapshotAlerts(namespace, snapshotJobs.save, recovery.promisedLoss.value),
      secretsDrillAlerts(namespace, snapshotDrillJob, secretsDrill.every.value),
    ],
  });
}

function dutyOf({ environment, id, active }: SiteContext): SnapshotDuty {
  const own = snapshotOf(environment, id);
  return active
    ? { kind: "save", site: id, minutes: snapshotInterval(environment).value / 60, to: own, restoreFrom: own }
    : { kind: "follow", from: snapshotOf(environment, siteId(activeSite(environment))) };
}

/** Where a site's snapshots lie: one object whose earlier versions the archive keeps as long as it is locked. */
function snapshotOf(environment: SiteContext["environment"], site: string): SnapshotPlace {
  const bucket = placeBuckets(environment).find((placed) => placed.site === site && placed.purpose.kind === "archive");
  const archive = archives(environment).find((kept) => kept.site === site);
  if (bucket === undefined || archive === undefined) throw new Error(`site ${site} has no archive`);
  return {
    place: archive.place,
    signingRegion: signingRegion(bucket.region),
    object: `${snapshotPrefix}${site}.snap`,
  };
}
