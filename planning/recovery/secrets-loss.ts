import { planningDecisions, recoveryFigures } from "../../catalog";
import { describe, seconds, type Decided, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { tierIn, type RecoveryContext } from "./recovery-context";

/** What a failure costs of the secrets: nothing while two of three servers stand, else what the last snapshot had not. */
export function secretsLoss(ledger: Ledger, path: string, failure: Failure, context: RecoveryContext): Decided<"s"> {
  switch (failure) {
    case "pod":
    case "datacentre": {
      const quorum = ledger.figure("quorum-replicas", planningDecisions.quorumReplicas);
      return ledger.derive(path, seconds(0), {
        rule: "raft-quorum",
        from: [quorum, context.zones],
        because: `each write is on two of ${describe(quorum)} before it is answered`,
      });
    }
    case "region":
    case "mistake":
    case "ransomware": {
      const interval =
        tierIn(context) === "overheid"
          ? ledger.figure("secrets-snapshot-strict", planningDecisions.secretsSnapshotStrict)
          : ledger.figure("secrets-snapshot", planningDecisions.secretsSnapshot);
      const upload = ledger.figure("secrets-upload", recoveryFigures.secretsUpload);
      return ledger.derive(path, seconds(interval.value + upload.value), {
        rule: "snapshot-loss",
        from: [interval, upload],
        because: `${describe(interval)} between two snapshots + ${describe(upload)} until one has arrived in another region, locked`,
      });
    }
  }
}
