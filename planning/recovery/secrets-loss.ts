import { planningDecisions, recoveryFigures } from "../../catalog";
import { tierOf, type Environment } from "../../environments/schema";
import { describe, seconds, type Decided, type Failure, type Figure } from "../../language";
import type { Ledger } from "../ledger";
import { tierIn, type RecoveryContext } from "./recovery-context";

/** Time between two snapshots of the secrets, in whole minutes. */
export const snapshotInterval = ({ recovery }: Pick<Environment, "recovery">): Figure<"s"> =>
  tierOf(recovery) === "overheid" ? planningDecisions.secretsSnapshotStrict : planningDecisions.secretsSnapshot;

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
      const strict = tierIn(context) === "overheid";
      const interval = ledger.figure(
        strict ? "secrets-snapshot-strict" : "secrets-snapshot",
        snapshotInterval(context.environment),
      );
      const upload = ledger.figure("secrets-upload", recoveryFigures.secretsUpload);
      return ledger.derive(path, seconds(interval.value + upload.value), {
        rule: "snapshot-loss",
        from: [interval, upload],
        because: `${describe(interval)} between two snapshots + ${describe(upload)} until one has arrived in another region, locked`,
      });
    }
  }
}
