import { planningDecisions } from "../../catalog";
import { describe, seconds, type Derived, type Failure } from "../../language";
import { copyTimes } from "../../suites/object-copy";
import { keeperOf, offsiteOf, servingOf, storageAt } from "../placement";
import type { Ledger } from "../ledger";
import { tierIn, type RecoveryContext } from "./recovery-context";

/** Failures after which objects come back from their copy. */
type Carried = Extract<Failure, "region" | "mistake" | "ransomware">;

/**
 * What a failure costs of a bucket whose objects a job carries off the site: an object that appears just after a run has listed its folder
 * is carried by the next one, which may take as long as it is allowed to.
 */
export function carriedLoss(ledger: Ledger, path: string, failure: Carried, context: RecoveryContext): Derived<"s"> {
  const tier = tierIn(context);
  const times = copyTimes(tier);
  const strict = tier === "basis" ? "" : "-strict";
  const interval = ledger.figure(`object-copy${strict}`, times.interval);
  const run = ledger.figure(`object-copy-run${strict}`, times.run);
  return ledger.derive(path, seconds(interval.value + run.value), {
    rule: "carried-objects",
    from: [interval, run],
    because: `${describe(interval)} between two runs of the job that carries objects off the site + ${describe(run)} that a run may take${limits(failure)}`,
  });
}

function limits(failure: Carried): string {
  const kept = describe(planningDecisions.replacedVersions);
  switch (failure) {
    case "region":
      return "; a run that fails raises an alarm, and the next one makes up for it";
    case "mistake":
      return `; what is deleted here stays there, and what is overwritten is kept there for ${kept}`;
    case "ransomware":
      return `; what is overwritten is kept there for ${kept}, and keys in the cluster can remove no version`;
  }
}

/** Whether the place that objects are carried to keeps what is overwritten there; undefined places are none. */
export function copyKeepsVersions(environment: RecoveryContext["environment"]): boolean {
  const serving = servingOf(environment);
  const place =
    serving.kind === "followed" && keeperOf(environment) === "provider"
      ? storageAt(serving.follower)
      : offsiteOf(environment);
  return place !== undefined && (place.cloud !== "existing" || place.objectLock);
}
