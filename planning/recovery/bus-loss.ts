import { describe, seconds, type Decided, type Failure } from "../../language";
import type { Ledger } from "../ledger";
import { survivesDatacentre, type RecoveryContext } from "./recovery-context";
import type { Store } from "./stores";

/**
 * What a failure costs of the messages on the event bus. Each lies on three servers, two of which have it before a publisher is
 * answered; none lies elsewhere. What a worker has read and acknowledged is no longer the bus's to lose: with the whole
 * bus goes what its workers still held. Workers that keep up are assumed; those that don't are what dead letters and alerts tell.
 */
export function busLoss(
  ledger: Ledger,
  path: string,
  { held }: Extract<Store, { kind: "bus" }>,
  failure: Failure,
  context: RecoveryContext,
): Decided<"s"> {
  const inFlight = (): Decided<"s"> => {
    const longest = ledger.figure(held.id, held.figure);
    return ledger.derive(path, seconds(longest.value), {
      rule: "bus-in-flight",
      from: [longest],
      because: `nothing of the bus lies elsewhere, and a worker holds a message for ${describe(longest)} at most`,
    });
  };
  switch (failure) {
    case "pod":
      return ledger.derive(path, seconds(0), {
        rule: "bus-quorum",
        from: [context.zones],
        because: "two of three servers have a message before its publisher is answered",
      });
    case "datacentre":
      return survivesDatacentre(context)
        ? ledger.derive(path, seconds(0), {
            rule: "bus-quorum",
            from: [context.zones],
            because: "its three servers stand in three data centres, two of which have every message",
          })
        : inFlight();
    case "region":
    case "mistake":
    case "ransomware":
      return inFlight();
  }
}
