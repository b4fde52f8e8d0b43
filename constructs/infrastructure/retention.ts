import { coldClass, planningDecisions } from "../../catalog";
import type { Store } from "./stores";

/** Days a replaced version of a service's object is kept. */
const replacedDays = planningDecisions.replacedVersions.value;

/** Days between the end of a lock and the end of what it held: what is locked can't go, and a rule that tries is one too early. */
const afterLock = 7;

export interface Retention {
  /** Days after which a version that is no longer the newest goes. */
  readonly replacedDays: number;
  /** Days after which an object goes even though nothing replaced it; absent: never. */
  readonly currentDays?: number;
  /** Days after which an object lies in another class, and that class; absent: never. */
  readonly cold?: { readonly days: number; readonly class: string };
}

/**
 * A copy of a backup sees no deletions, and nobody may delete a record, so that time alone must end them: a week after their locks, because the
 * logs of the oldest base backup are as old as it and a little older.
 */
export function retentionOf({ bucket: { purpose, region }, lockDays }: Pick<Store, "bucket" | "lockDays">): Retention {
  switch (purpose.kind) {
    case "service":
    case "copy":
      return lockDays === undefined ? { replacedDays } : { replacedDays: 1, currentDays: lockDays + afterLock };
    case "archive":
    // What Loki deletes was meant to go.
    case "logs":
      return { replacedDays: 1 };
    case "locked-copy":
      return {
        replacedDays: 1,
        ...(lockDays === undefined ? {} : { currentDays: lockDays + afterLock }),
        ...coldIn(region),
      };
  }
}

function coldIn(region: Store["bucket"]["region"]): Pick<Retention, "cold"> {
  const cold = region.cloud === "existing" ? undefined : coldClass(region.cloud, region.name);
  return cold?.kind === "class" ? { cold: { days: planningDecisions.coldAfter.value, class: cold.name } } : {};
}
