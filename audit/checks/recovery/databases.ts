import { pen, type Check } from "../../check";
import { bucketFacts } from "../../recovery/buckets";
import { databaseFacts } from "../../recovery/databases";
import { archiveElsewhere } from "./databases/archive-elsewhere";
import { baseBackups } from "./databases/base-backups";
import { drilled } from "./databases/drilled";
import { durability } from "./databases/durability";
import { fence } from "./databases/fence";
import { lockedArchive } from "./databases/locked-archive";
import { pair } from "./databases/pair";
import { parity } from "./databases/parity";
import type { DatabaseRule } from "./databases/rule";

const id = "recovery-databases";
const ours = pen(id);

const rules: readonly DatabaseRule[] = [
  archiveElsewhere,
  lockedArchive,
  pair,
  parity,
  durability,
  fence,
  baseBackups,
  drilled,
];

/** What decides whether a database comes back, and with what. */
export const recoveryDatabases: Check = {
  id,
  title: "Databases archive elsewhere under a lock, confirm commits in another data centre, and can hand over",
  controls: ["A.5.29", "A.5.30", "A.8.13", "A.8.14"],
  judge: (facts) => {
    const all = databaseFacts(facts);
    const world = { facts, all, buckets: bucketFacts(facts) };
    return all.flatMap((database) => {
      const judged = rules.map((rule) => rule.judge(database, world));
      return ours.sum(database.object, {
        failures: judged.flatMap(({ failures = [] }) => failures),
        undecided: judged.flatMap(({ open = [] }) => open),
      });
    });
  },
};
