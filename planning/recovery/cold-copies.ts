import { coldClass, planningDecisions, recoveryFigures, type ColdClass } from "../../catalog";
import { days, describe, seconds, type ColdCopyPlan, type Derived } from "../../language";
import type { Ledger } from "../ledger";
import type { PlacedBucket } from "../placement";

/**
 * Copies of archives whose fulls grow cold when they are a week old, and how long a restore takes that can read nothing else: an archive is lost, and people
 * look back further than a week. A single site's one archive stays warm.
 */
export function enterColdCopies(
  ledger: Ledger,
  placed: readonly PlacedBucket[],
  /** Data of each database cluster together. */
  sizes: readonly Derived<"MiB">[],
): Readonly<Record<string, ColdCopyPlan>> {
  const copies = placed.filter(({ purpose }) => purpose.kind === "locked-copy");
  const archives = placed.filter(
    ({ name, purpose }) =>
      purpose.kind === "archive" &&
      !copies.some((copy) => copy.purpose.kind === "locked-copy" && copy.purpose.of === name),
  );
  return Object.fromEntries([
    ...copies.map((copy) => [copy.name, enter(ledger, copy, classOf(copy), sizes)] as const),
    ...archives.map((archive) => [archive.name, enter(ledger, archive, onlyArchive, sizes)] as const),
  ]);
}

const onlyArchive: ColdClass = {
  kind: "none",
  because: "it is the only copy, from which every restore begins: it stays warm",
};

const classOf = ({ region }: PlacedBucket): ColdClass =>
  region.cloud === "existing"
    ? { kind: "none", because: "which classes the customer's own storage has is not known" }
    : coldClass(region.cloud, region.name);

function enter(
  ledger: Ledger,
  { name, region }: PlacedBucket,
  cold: ColdClass,
  sizes: readonly Derived<"MiB">[],
): ColdCopyPlan {
  const path = `recovery.cold.${name}`;
  const speed = ledger.figure("restore-throughput", recoveryFigures.restoreThroughput);
  const data = sizes.reduce((sum, { value }) => sum + value, 0);
  // A mebibyte is 8.388608 megabits.
  const read = Math.ceil((data * 8.388608) / speed.value);
  const words = `${describe({ value: data, unit: "MiB" })} at ${describe(speed)} = ${describe(seconds(read))}`;
  switch (cold.kind) {
    case "none":
      return {
        because: cold.because,
        restore: ledger.derive(`${path}.restore`, seconds(read), {
          rule: "warm-restore",
          from: [...sizes, speed],
          because: `${words}; ${cold.because}`,
        }),
      };
    case "class": {
      const after = ledger.figure("cold-after", planningDecisions.coldAfter);
      const { retrieval } = cold;
      const wait =
        retrieval === undefined
          ? undefined
          : ledger.figure(`${region.cloud}-${cold.name.toLowerCase().replaceAll("_", "-")}-retrieval`, retrieval);
      return {
        class: cold.name,
        after: ledger.derive(`${path}.after`, days(after.value), {
          rule: "cold-after",
          from: [after],
          because: describe(after),
        }),
        because: `fulls older than ${describe(after)} lie in ${cold.name}`,
        restore: ledger.derive(`${path}.restore`, seconds((wait?.value ?? 0) + read), {
          rule: "cold-restore",
          from: [...sizes, speed, ...(wait === undefined ? [] : [wait])],
          because: `${wait === undefined ? "" : `${describe(wait)} until it can be read, + `}${words}`,
        }),
      };
    }
  }
}
