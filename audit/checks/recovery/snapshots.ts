import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, membersAt, parsedJson, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { databaseFacts, type DatabaseFact } from "../../recovery/databases";

const id = "recovery-snapshots";
const ours = pen(id);

/**
 * A class of snapshots that nobody takes one of brings nothing back; and one whose snapshots outlive what they belong to leaves copies that
 * nobody knows of. No number of the plan counts on snapshots: they stay in the region of their volume.
 */
export const recoverySnapshots: Check = {
  id,
  title: "Where volumes have a class of snapshots, those of databases are taken, and go when they are old",
  controls: ["A.8.10", "A.8.13"],
  applies: (facts) => snapshotting(facts).length > 0,
  judge: (facts) => snapshotting(facts).flatMap((database) => judge(facts, database)),
};

const snapshotting = (facts: Facts): readonly DatabaseFact[] =>
  databaseFacts(facts).filter(({ fact }) => classOf(fact) !== undefined);

const classOf = ({ object }: KubernetesFact): string | undefined =>
  textAt(object, "spec", "backup", "volumeSnapshot", "className");

function judge(facts: Facts, { object, fact, site, name, writes }: DatabaseFact): readonly Verdict[] {
  const wanted = classOf(fact) ?? "";
  const found = objectsOfKind(facts, "VolumeSnapshotClass").find(
    ([, each]) => each.site === site && each.name === wanted,
  );
  const stated = facts.plan.sites[site]?.cloud === "existing";
  const failures: readonly Finding[] = [
    ...(found === undefined && !stated
      ? [
          {
            where: "spec.backup.volumeSnapshot.className",
            value: wanted,
            why: "is a class that nothing makes",
            wayOut: "make it with the site's foundation",
          },
        ]
      : []),
    ...(found !== undefined && textAt(found[1].object, "deletionPolicy") !== "Delete"
      ? [
          {
            where: `${found[0]}: deletionPolicy`,
            why: "keeps snapshots that nobody knows of any more",
            wayOut: 'set it to "Delete"',
          },
        ]
      : []),
    ...(textAt(fact.object, "spec", "backup", "volumeSnapshot", "snapshotOwnerReference") === "backup"
      ? []
      : [
          {
            where: "spec.backup.volumeSnapshot.snapshotOwnerReference",
            why: "lets snapshots outlive the backup that they belong to",
            wayOut: 'set it to "backup"',
          },
        ]),
    ...(writes && takers(facts, site, name) < 2
      ? [
          {
            where: "CronJob",
            value: name,
            why: "has fewer than two snapshots in turn, so that none is there while the only one is taken anew",
            wayOut: "synthesize the jobs that take them again",
          },
        ]
      : []),
  ];
  return ours.sum(object, { failures }, stated ? "the class is the customer's own" : undefined);
}

/** Jobs that are not suspended and make a snapshot of the cluster. */
const takers = (facts: Facts, site: string, cluster: string): number =>
  objectsOfKind(facts, "CronJob").filter(([, { object, site: place, namespace = "" }]) => {
    if (place !== site || at(object, "spec", "suspend") === true) return false;
    const pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
    if (!listAt(pod, "containers").some((container) => listAt(container, "args")[0] === "create")) return false;
    return listAt(pod, "volumes")
      .flatMap((volume) => textAt(volume, "configMap", "name") ?? [])
      .flatMap((file) => membersAt(facts.kubernetes[`${site}/${namespace}/ConfigMap/${file}`]?.object, "data"))
      .some(([, text]) => listAt(parsedJson(text), "items").some((backup) => takes(backup, cluster)));
  }).length;

const takes = (backup: Json, cluster: string): boolean =>
  textAt(backup, "kind") === "Backup" &&
  textAt(backup, "spec", "method") === "volumeSnapshot" &&
  textAt(backup, "spec", "cluster", "name") === cluster;
