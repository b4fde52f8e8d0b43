import { planningDecisions } from "../../catalog";
import type { PlacedBucket } from "../../planning/placement";

/** Days a backup can't be deleted: as long as logs and base backups can be restored from. */
export const lockDays = planningDecisions.backupRetention.value;

/** Days a replaced version of a service's object is kept. */
const replacedDays = planningDecisions.replacedVersions.value;

export interface Retention {
  /** Days after which a version that is no longer the newest goes. */
  readonly replacedDays: number;
  /** Days after which an object goes even though nothing replaced it; absent: never. */
  readonly currentDays?: number;
}

/** A copy sees no deletions, so that time alone must end what the source has long forgotten. */
export function retentionOf(kind: PlacedBucket["purpose"]["kind"]): Retention {
  switch (kind) {
    case "service":
    case "copy":
      return { replacedDays };
    case "archive":
    // What Loki deletes was meant to go.
    case "logs":
      return { replacedDays: 1 };
    case "locked-copy":
      // A week more than the lock: the logs of the oldest base backup are as old as it and a little older.
      return { replacedDays: 1, currentDays: lockDays + 7 };
  }
}
