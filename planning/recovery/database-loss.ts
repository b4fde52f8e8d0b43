import { planningDecisions, recoveryFigures } from "../../catalog";
import { describe, seconds, type Decided, type Derived, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { survivesDatacentre, tierIn, type RecoveryContext } from "./recovery-context";
import type { Store } from "./stores";

type Database = Extract<Store, { kind: "database" }>;

/** What a failure costs of a database. A data centre that is the whole region is no failure of its own: see `index.ts`. */
export function databaseLoss(
  ledger: Ledger,
  path: string,
  database: Database,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  switch (failure) {
    case "pod":
    case "datacentre":
      return confirmed(ledger, path, database, failure, context);
    case "region":
    case "ransomware":
      return archived(ledger, path, database, failure);
    case "mistake":
      return turnedBack(ledger, path, database);
  }
}

/** A commit is answered only when a second instance, in another zone where there is one, has it too. */
function confirmed(
  ledger: Ledger,
  path: string,
  { cluster: { instances } }: Database,
  failure: "pod" | "datacentre",
  context: RecoveryContext,
): Derived<"s"> {
  const where = failure === "datacentre" && survivesDatacentre(context) ? " in another data centre" : "";
  const degraded =
    tierIn(context) === "overheid"
      ? "without one, nobody gets an answer"
      : "without one, commits go on alone: a second failure at once may lose them";
  return ledger.derive(path, seconds(0), {
    rule: "confirmed-commit",
    from: [instances, context.zones],
    because: `each commit is confirmed by one more of ${describe(instances)}${where} before it is answered; ${degraded}`,
  });
}

/** The log goes straight to the other region, so that nothing but its own interval and the upload stand in between. */
function archived(
  ledger: Ledger,
  path: string,
  { cluster: { archiveTimeout } }: Database,
  failure: "region" | "ransomware",
): Derived<"s"> {
  const upload = ledger.figure("archive-upload", recoveryFigures.archiveUpload);
  const lock = failure === "region" ? "" : "; what has arrived is locked";
  return ledger.derive(path, seconds(archiveTimeout.value + upload.value), {
    rule: "archived-log-loss",
    from: [archiveTimeout, upload],
    because: `${describe(archiveTimeout)} until a log segment is closed + ${describe(upload)} until it has arrived in the other region${lock}`,
  });
}

function turnedBack(ledger: Ledger, path: string, { cluster: { archiveTimeout } }: Database): Derived<"s"> {
  const retention = ledger.figure("backup-retention", planningDecisions.backupRetention);
  return ledger.derive(path, seconds(0), {
    rule: "point-in-time-recovery",
    from: [archiveTimeout, retention],
    because: `restored to the second before it, up to ${describe(retention)} back; what came after it is in the old database, to be merged by people`,
  });
}
