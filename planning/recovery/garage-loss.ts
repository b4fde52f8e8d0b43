import { carriesObjects } from "../../environments/schema";
import { describe, seconds, type Decided, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { carriedLoss } from "./carried-loss";
import { noCopy } from "./no-copy";
import { survivesDatacentre, type RecoveryContext } from "./recovery-context";

/**
 * What a failure costs of a bucket that Garage keeps inside the cluster: a copy on each of three servers, two of them written
 * before anyone is answered (Garage book, consistency modes, 2025-06-13); no versions, no lock, and elsewhere what a job carries there.
 */
export function garageLoss(
  ledger: Ledger,
  path: string,
  store: string,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  const { environment } = context;
  const { accepts } = environment.recovery;
  const carried = carriesObjects(environment);
  const none = (because: string, wayOut: string): Decided<"s"> =>
    noCopy(ledger, path, { store, from: [context.zones], because, wayOut, accepts });
  const elsewhere =
    "keep the objects in storage outside the cluster, or accept it by name and date in recovery.accepts";
  switch (failure) {
    case "pod":
      return quorum(ledger, path, context);
    case "datacentre":
      return survivesDatacentre(context)
        ? quorum(ledger, path, context)
        : carried
          ? carriedLoss(ledger, path, "region", context)
          : none("all three servers of Garage stand in one data centre, and no copy stands elsewhere", elsewhere);
    case "region":
      if (carried) return carriedLoss(ledger, path, failure, context);
      return none("Garage keeps its three copies in one cluster, and none elsewhere", elsewhere);
    case "mistake":
      if (carried) return carriedLoss(ledger, path, failure, context);
      return none("Garage keeps no versions: what is deleted or overwritten is gone", elsewhere);
    case "ransomware":
      if (carried) return carriedLoss(ledger, path, failure, context);
      return none("Garage keeps no versions and locks nothing, inside the cluster that the attacker holds", elsewhere);
  }
}

const quorum = (ledger: Ledger, path: string, { zones }: RecoveryContext): Decided<"s"> =>
  ledger.derive(path, seconds(0), {
    rule: "object-quorum",
    from: [zones],
    because: `each object is on two of Garage's 3 servers, spread over ${describe(zones)}, before anyone is answered`,
  });
