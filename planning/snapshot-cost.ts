import { planningDecisions, priceAt, volumeSnapshots } from "../catalog";
import { describe, quantity, type DatabaseClusterPlan } from "../language";
import type { Ledger } from "./ledger";
import { siteLine, sitePrice, type CloudWorld, type Line } from "./site-line";
import { sumInWords } from "./sum-in-words";

/**
 * Snapshots of databases' volumes at the site that writes, at most: some clouds bill what has changed since the snapshot before, and how much
 * that is nobody has measured.
 */
export function snapshotLines(
  ledger: Ledger,
  world: CloudWorld,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
): readonly Line[] {
  const volumes = Object.values(databases).map(({ storage }) => storage);
  if (volumes.length === 0) return [];
  const snapshots = ledger.figure("volume-snapshots", planningDecisions.volumeSnapshots);
  const sum = volumes.reduce((total, { value }) => total + value, 0);
  const amount = ledger.load(`${world.id}-volume-snapshots`, quantity(snapshots.value * sum, "MiB"), {
    rule: "volume-snapshots",
    from: [snapshots, ...volumes],
    because: `${describe(snapshots)} x (${sumInWords(volumes)}), of one instance of each cluster and each as large as its volume at most`,
  });
  const price = sitePrice(ledger, world, "volume-snapshot", priceAt(volumeSnapshots[world.cloud], world.region.name));
  const what = "Snapshots of databases' volumes, at most";
  return [siteLine(ledger, world, "volume-snapshots", what, { price, amount, what: "snapshots of volumes" })];
}
