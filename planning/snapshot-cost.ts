import { planningDecisions, priceAt, volumeSnapshots } from "../catalog";
import { describe, quantity, type CostLine, type DatabaseClusterPlan } from "../language";
import { figureId, type Ledger } from "./ledger";
import { enterMonthly, enterPrice } from "./price";
import type { SiteWorld } from "./site-world";
import { sumInWords } from "./sum-in-words";

/**
 * Snapshots of databases' volumes at the site that writes, at most: some clouds bill what has changed since the snapshot before, and how much
 * that is nobody has measured.
 */
export function snapshotLines(
  ledger: Ledger,
  { id, cloud, region }: Extract<SiteWorld, { kind: "cloud" }>,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
): readonly (readonly [string, CostLine])[] {
  const volumes = Object.values(databases).map(({ storage }) => storage);
  if (volumes.length === 0) return [];
  const snapshots = ledger.figure("volume-snapshots", planningDecisions.volumeSnapshots);
  const sum = volumes.reduce((total, { value }) => total + value, 0);
  const amount = ledger.load(`${id}-volume-snapshots`, quantity(snapshots.value * sum, "MiB"), {
    rule: "volume-snapshots",
    from: [snapshots, ...volumes],
    because: `${describe(snapshots)} x (${sumInWords(volumes)}), of one instance of each cluster and each as large as its volume at most`,
  });
  const key = `${id}-volume-snapshots`;
  const price = enterPrice(
    ledger,
    figureId(cloud, "volume-snapshot", "price", region.name),
    priceAt(volumeSnapshots[cloud], region.name),
  );
  const monthly = enterMonthly(ledger, `cost.lines.${key}.monthly`, { price, amount, what: "snapshots of volumes" });
  return [[key, { what: "Snapshots of databases' volumes, at most", site: id, monthly }]];
}
