import { secretsServer } from "../catalog";
import { snapshotPrefix, snapshotUser } from "../constructs/infrastructure/stores";
import { alertRules } from "../constructs/platform/alerts/alert";
import { snapshotAlerts } from "../constructs/platform/alerts/snapshot-alerts";
import { SecretSnapshots, snapshotJobs, type SnapshotDuty } from "../constructs/platform/secrets/secret-snapshots";
import type { SnapshotPlace } from "../constructs/platform/secrets/snapshot-store";
import { mirrorOf, siteId } from "../environments/schema";
import { activeSite, placeBuckets, signingRegion } from "../planning/placement";
import { snapshotInterval } from "../planning/recovery";
import type { ChartDefinition } from "./chart-definition";
import { archives } from "./databases-chart";
import { podIdentity } from "./pod-identity";
import type { SiteContext } from "./site-context";

/** Names that runbooks call snapshots of the secrets by. */
export const snapshotNames = { jobs: snapshotJobs, prefix: snapshotPrefix } as const;

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
      const { promisedLoss } = context.plan.recovery;
      if (context.active) {
        alertRules(chart, {
          name: "secret-snapshots",
          groups: [snapshotAlerts(namespace, snapshotJobs.save, promisedLoss.value)],
        });
      }
    },
  };
}

function dutyOf({ environment, id, active }: SiteContext): SnapshotDuty {
  const own = snapshotOf(environment, id);
  return active
    ? { kind: "save", minutes: snapshotInterval(environment).value / 60, to: own, restoreFrom: own }
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
