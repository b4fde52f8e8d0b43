import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { bucketFacts } from "../../recovery/buckets";
import { carrierFacts } from "../../recovery/carriers";
import { comparisonFacts } from "../../recovery/comparisons";
import { isMissed } from "../../recovery/missed";
import { comparers } from "../../recovery/replica-looks";
import { replicasOf } from "../../recovery/replicas";
import { replicaFindings } from "./compared-replicas";
import { identityFindings } from "./comparing-identities";

const id = "recovery-comparisons";
const ours = pen(id);
const wayOut = "synthesize the comparison of the bucket again";

/** A copy that was never looked at is a hope: what jobs carry and what storages copy is compared with its source, and missed when it is not. */
export const recoveryComparisons: Check = {
  id,
  title: "What is copied off the site is compared with its source, byte by byte, and missed when it is not",
  controls: ["A.5.30", "A.8.13"],
  applies: (facts) =>
    carrierFacts(facts).some(({ enabled }) => enabled) ||
    replicasOf(facts).some(({ copy }) => copy.kind === "in-reach"),
  judge: (facts) => [...carried(facts), ...replicated(facts), ...signedIn(facts)],
};

function carried(facts: Facts): readonly Verdict[] {
  const comparisons = comparisonFacts(facts);
  return carrierFacts(facts)
    .filter(({ enabled }) => enabled)
    .flatMap(({ object, site, from, to }) => {
      const found = comparisons.find((each) => each.site === site && each.from === from && each.to === to);
      if (found === undefined) {
        return [
          ours.fail(object, { where: "CronJob", value: to, why: "is compared with its source by nothing", wayOut }),
        ];
      }
      const finding = (where: string, why: string): Finding => ({ where: `${found.object}: ${where}`, why, wayOut });
      return ours.sum(object, {
        failures: [
          ...(found.enabled ? [] : [finding("spec.suspend", "stops the comparison where objects are carried")]),
          ...(found.reads
            ? []
            : [finding("--download", "is missing, so that storages are asked for sums and never read")]),
          ...(isMissed(facts, site, found.name, found.namespace)
            ? []
            : [finding("PrometheusRule", "nobody is told when it fails")]),
        ],
      });
    });
}

/** What can't be read beside the other site is said by the check of drills. */
const replicated = (facts: Facts): readonly Verdict[] =>
  replicasOf(facts).flatMap((replica) =>
    replica.copy.kind === "out-of-reach"
      ? []
      : ours.sum(replica.source.object, { failures: replicaFindings(facts, replica, replica.copy) }),
  );

/** At Azure jobs read copies as themselves, and their rights stand at both sites. */
function signedIn(facts: Facts): readonly Verdict[] {
  const known = bucketFacts(facts);
  return [...comparers(facts.kubernetes)].flatMap(([object, { look, buckets }]) =>
    buckets.some((bucket) => known.get(bucket)?.cloud === "azure")
      ? ours.sum(object, { failures: identityFindings(facts, look, buckets) })
      : [],
  );
}
