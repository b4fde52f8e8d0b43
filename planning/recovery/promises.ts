import { recoveryTiers, type RecoveryTierName } from "../../catalog";
import { describe, seconds, type Derived, type Failure, type FailurePromise } from "../../language";
import type { Ledger } from "../ledger";
import { isSurvivor, tierIn, type RecoveryContext } from "./recovery-context";

/** What a tier promises, entered once. */
export interface TierPromise {
  readonly loss: Derived<"s">;
  readonly downtime: Derived<"s">;
}

export const tierPromise = (ledger: Ledger, tier: RecoveryTierName): TierPromise => ({
  loss: ledger.figure(`tier-${tier}-loss`, recoveryTiers[tier].loss),
  downtime: ledger.figure(`tier-${tier}-downtime`, recoveryTiers[tier].downtime),
});

/**
 * What of a failure is promised. The seed's table names no failure; its strategies do: a restore from backups and a warm standby
 * are for the loss of a site, and active over three data centres is for the loss of one of them.
 */
export function enterPromise(ledger: Ledger, failure: Failure, context: RecoveryContext): FailurePromise {
  const path = `recovery.failures.${failure}.promise`;
  const tier = tierIn(context);
  const both = (promised: RecoveryTierName, because: string): FailurePromise => ({
    loss: entered(ledger, `${path}.loss`, tierPromise(ledger, promised).loss),
    downtime: entered(ledger, `${path}.downtime`, tierPromise(ledger, promised).downtime),
    because,
  });
  switch (failure) {
    case "pod":
    case "datacentre":
      return both(tier, "the cluster heals itself, which every tier promises");
    case "region":
      if (isSurvivor(context)) {
        return {
          because:
            "the other site may be gone: until it follows again nothing is promised for the loss of the one that is left",
        };
      }
      return tier === "overheid"
        ? both(
            "pro",
            "active over data centres survives one of them; for the region as a whole stands a warm standby, with the promise of one",
          )
        : both(tier, "what the tier is for: the site is gone");
    case "mistake":
    case "ransomware":
      return {
        loss: entered(ledger, `${path}.loss`, tierPromise(ledger, tier).loss),
        because: "the way back to before it is promised; how long people take to find that moment is not",
      };
  }
}

const entered = (ledger: Ledger, path: string, figure: Derived<"s">): Derived<"s"> =>
  ledger.derive(path, seconds(figure.value), {
    rule: "tier-promise",
    from: [figure],
    because: `${describe(figure)}: ${figure.because}`,
  });
