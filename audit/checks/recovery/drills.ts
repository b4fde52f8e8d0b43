import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { grouped } from "../../grouped";
import { carrierFacts, type CarrierFact } from "../../recovery/carriers";
import { comparisonFacts } from "../../recovery/comparisons";
import { databaseFacts } from "../../recovery/databases";
import { drillFacts } from "../../recovery/drills";
import { isMissed } from "../../recovery/missed";
import { looksAt } from "../../recovery/replica-looks";
import { replicasOf } from "../../recovery/replicas";
import { secretDrills, snapshotTakers } from "../../recovery/secret-drills";
import { secretDrillFindings } from "./drills/secrets";

const id = "recovery-drills";
const ours = pen(id);

/**
 * Every store of the plan that is backed up comes back by a drill, and somebody is told when it does not: databases and secrets are restored into something of
 * their own, objects are compared with their source, by the job that reads both ends or by one at each. Copies that no job may read are said.
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

const buckets = (facts: Facts): readonly Verdict[] => [...carried(facts), ...replicated(facts), ...unknown(facts)];

const nameOf = (store: string): string => store.slice("bucket-".length);

/** Jobs that carry objects off the site that serves. */
function carriersOf(facts: Facts): readonly CarrierFact[] {
  const serving = databaseFacts(facts).flatMap(({ site, writes }) => (writes ? [site] : []));
  return carrierFacts(facts).filter(({ enabled, site }) => enabled && serving.includes(site));
}

function carried(facts: Facts): readonly Verdict[] {
  const comparisons = comparisonFacts(facts).filter(({ enabled }) => enabled);
  return carriersOf(facts).map(({ object, site, from, to }) => {
    const compared = comparisons.find((each) => each.site === site && each.from === from && each.to === to);
    return compared !== undefined && isMissed(facts, site, compared.name, compared.namespace)
      ? ours.pass(object)
      : undrilled(object, `bucket-${storeOf(facts, from, site)}`);
  });
}

/** The store that a bucket is, whosever it is; its name where that was too long for it. */
function storeOf({ environment, plan }: Facts, bucket: string, site: string): string {
  const stores = Object.keys(plan.recovery.loss)
    .map(nameOf)
    .filter((name) => bucket.startsWith(`${environment}-`) && bucket.endsWith(`-${name}-${site}`));
  return stores.reduce((longest, name) => (name.length > longest.length ? name : longest), "") || bucket;
}

/** Stores by name; those of tenants, who have the same each, once. */
function listed({ plan }: Facts, stores: readonly string[]): string {
  const tenants = Object.keys(plan.tenancy?.tenants ?? {});
  const names = stores.map((store) => {
    const tenant = tenants.find((id) => store.startsWith(`${id}-`));
    return tenant === undefined ? store : `${store.slice(tenant.length + 1)} of tenants`;
  });
  return [...new Set(names)].sort().join(", ");
}

/** What nothing compares, and why. */
const uncompared = (facts: Facts, stores: readonly string[], why: string): Verdict =>
  ours.undecided(facts.environment, {
    where: "buckets",
    value: listed(facts, stores),
    why,
    wayOut: "read some of each back by hand twice a year, as runbooks/drill.md says",
  });

/** How a comparison must be, the check of comparisons says; here, that no bucket is without. */
function replicated(facts: Facts): readonly Verdict[] {
  const replicas = replicasOf(facts);
  const read = replicas.flatMap(({ source, site, copy }): readonly Verdict[] => {
    if (copy.kind === "out-of-reach") return [];
    const { draws } = looksAt(facts, site, source.name);
    const { compares } = looksAt(facts, copy.site, copy.name);
    return [
      draws?.enabled === true &&
      compares?.enabled === true &&
      isMissed(facts, copy.site, compares.name, compares.namespace)
        ? ours.pass(source.object)
        : undrilled(source.object, source.name),
    ];
  });
  const unread = replicas.flatMap(({ source, site, copy }) =>
    copy.kind === "out-of-reach" ? [{ store: storeOf(facts, source.name, site), because: copy.because }] : [],
  );
  return [
    ...read,
    ...[...grouped(unread, ({ because }) => because)].map(([because, group]) =>
      uncompared(
        facts,
        group.map(({ store }) => store),
        `${because}: that they hold the same no file shows`,
      ),
    ),
  ];
}

/** Stores of the plan of which no file says that anything copies them. */
function unknown(facts: Facts): readonly Verdict[] {
  const copied = new Set([
    ...replicasOf(facts).map(({ source, site }) => storeOf(facts, source.name, site)),
    ...carriersOf(facts).map(({ from, site }) => storeOf(facts, from, site)),
  ]);
  const left = Object.keys(facts.plan.recovery.loss)
    .filter((store) => store.startsWith("bucket-"))
    .map(nameOf)
    .filter((name) => !copied.has(name));
  return left.length === 0
    ? []
    : [uncompared(facts, left, "are copied by nothing that a file shows, so that nothing compares them")];
}
