import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { carrierFacts } from "../../recovery/carriers";
import { comparisonFacts } from "../../recovery/comparisons";
import { databaseFacts } from "../../recovery/databases";
import { drillFacts } from "../../recovery/drills";
import { isMissed } from "../../recovery/missed";
import { secretDrills, snapshotTakers } from "../../recovery/secret-drills";
import { secretDrillFindings } from "./drills/secrets";

const id = "recovery-drills";
const ours = pen(id);

/**
 * Every store of the plan that is backed up comes back by a drill, and somebody is told when it does not: databases and secrets are restored into something of
 * their own, objects that jobs carry are compared with their source. What a storage copies by itself no job may read: it is said.
 */
export const recoveryDrills: Check = {
  id,
  title: "Every store that is backed up is restored and compared by a drill, which is missed when it fails",
  controls: ["A.5.30", "A.8.13"],
  applies: ({ plan }) => Object.keys(plan.recovery.loss).some((store) => store !== "bus"),
  judge: (facts) => [...databases(facts), ...secrets(facts), ...buckets(facts)],
};

/** What a drill of databases must be like, the check of databases says; here, that none is without. */
function databases(facts: Facts): readonly Verdict[] {
  const drills = drillFacts(facts);
  return databaseFacts(facts)
    .filter(({ writes }) => writes)
    .map(({ object, site, name }) =>
      drills.some((drill) => drill.site === site && drill.counts === name && drill.enabled)
        ? ours.pass(object)
        : undrilled(object, name),
    );
}

const undrilled = (object: string, store: string): Verdict =>
  ours.fail(object, {
    where: "CronJob",
    value: store,
    why: "is restored by no drill where it is written",
    wayOut: "synthesize the environment again; where it stays, report it",
  });

/** Where snapshots are taken, the newest is restored. Where nobody takes any although the plan counts on them, the check of volumes tells. */
function secrets(facts: Facts): readonly Verdict[] {
  const drills = secretDrills(facts);
  return snapshotTakers(facts)
    .filter(({ enabled }) => enabled)
    .flatMap((taker): readonly Verdict[] => {
      const own = drills.filter(({ site }) => site === taker.site);
      return own.length === 0
        ? [undrilled(taker.object, "secrets")]
        : own.flatMap((drill) => ours.sum(drill.object, secretDrillFindings(facts, taker, drill)));
    });
}

function buckets(facts: Facts): readonly Verdict[] {
  const carriers = carrierFacts(facts).filter(({ enabled }) => enabled);
  const comparisons = comparisonFacts(facts).filter(({ enabled }) => enabled);
  const serving = databaseFacts(facts).flatMap(({ site, writes }) => (writes ? [site] : []));
  const stores = Object.keys(facts.plan.recovery.loss).filter((store) => store.startsWith("bucket-"));
  const carrierOf = (store: string) =>
    carriers.find(({ from }) =>
      serving.some((site) => from === `${facts.environment}-${store.slice("bucket-".length)}-${site}`),
    );
  const copied = stores.filter((store) => carrierOf(store) === undefined);
  return [
    ...stores.flatMap((store): readonly Verdict[] => {
      const carrier = carrierOf(store);
      if (carrier === undefined) return [];
      const { object, site, from, to } = carrier;
      const compared = comparisons.find((each) => each.site === site && each.from === from && each.to === to);
      return [
        compared !== undefined && isMissed(facts, site, compared.name) ? ours.pass(object) : undrilled(object, store),
      ];
    }),
    ...(copied.length === 0
      ? []
      : [
          ours.undecided(facts.environment, {
            where: "buckets",
            value: copied.map((store) => store.slice("bucket-".length)).join(", "),
            why: "are copied by their storage itself, and no job may read the copies: that they hold the same no file shows",
            wayOut: "read some of each back by hand twice a year, as runbooks/drill.md says",
          }),
        ]),
  ];
}
