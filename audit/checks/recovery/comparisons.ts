import { pen, type Check, type Finding } from "../../check";
import { carrierFacts } from "../../recovery/carriers";
import { comparisonFacts } from "../../recovery/comparisons";
import { isMissed } from "../../recovery/missed";

const id = "recovery-comparisons";
const ours = pen(id);
const wayOut = "synthesize the comparison of the bucket again";

/** A copy that was never looked at is a hope: what jobs carry is compared with its source, and missed when it is not. */
export const recoveryComparisons: Check = {
  id,
  title: "What jobs carry off the site is compared with its source, byte by byte, and missed when it is not",
  controls: ["A.5.30", "A.8.13"],
  applies: (facts) => carrierFacts(facts).some(({ enabled }) => enabled),
  judge: (facts) => {
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
            ...(isMissed(facts, site, found.name) ? [] : [finding("PrometheusRule", "nobody is told when it fails")]),
          ],
        });
      });
  },
};
