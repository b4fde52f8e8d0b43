/** Days of a month in turns: one snapshot of two is always there while the other is taken anew. */
export const snapshotTurns = { odd: "0 12 1-31/2 * *", even: "0 12 2-30/2 * *" } as const;

export type SnapshotTurn = keyof typeof snapshotTurns;

export const snapshotTurnNames: readonly SnapshotTurn[] = ["odd", "even"];

/** Name of the CronJob of a turn. */
export const snapshotJob = (turn: SnapshotTurn): string => `volume-snapshots-${turn}`;

/** Name of a cluster's backup of a turn, and so of its VolumeSnapshot; it stays the same, so that rights can name it. */
export const snapshotName = (cluster: string, turn: SnapshotTurn): string => `${cluster}-volume-${turn}`;

/** Backups of one turn as one list, for a program that hands them to the API server. */
export const snapshotList = (clusters: readonly string[], turn: SnapshotTurn): object => ({
  apiVersion: "v1",
  kind: "List",
  items: clusters.map((cluster) => ({
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Backup",
    metadata: { name: snapshotName(cluster, turn) },
    spec: { cluster: { name: cluster }, method: "volumeSnapshot", target: "prefer-standby" },
  })),
});
