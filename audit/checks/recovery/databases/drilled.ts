import type { Finding } from "../../../check";
import { listAt, textAt } from "../../../facts/json";
import { drillFacts } from "../../../recovery/drills";
import { isMissed } from "../../../recovery/missed";
import type { DatabaseRule } from "./rule";

const wayOut = "synthesize the restore drill again";

/** A backup that was never restored is a hope: where data are written, a drill restores them, compares, clears up, and is missed when it fails. */
export const drilled: DatabaseRule = {
  judge: ({ fact, site, name, writes }, { facts }) => {
    if (!writes) return {};
    const drill = drillFacts(facts).find((found) => found.site === site && found.counts === name);
    if (drill === undefined) {
      return { failures: [{ where: "CronJob", why: "no drill restores the cluster and compares", wayOut }] };
    }
    const archiver = listAt(fact.object, "spec", "plugins").find(
      (plugin) => textAt(plugin, "parameters", "barmanObjectName") !== undefined,
    );
    const size = textAt(fact.object, "spec", "storage", "size");
    const { store, folder } = drill.restores;
    const finding = (where: string, why: string): Finding => ({ where: `${drill.object}: ${where}`, why, wayOut });
    return {
      failures: [
        ...(drill.enabled ? [] : [finding("spec.suspend", "stops the drill where data are written")]),
        ...(store === textAt(archiver, "parameters", "barmanObjectName") &&
        folder === textAt(archiver, "parameters", "serverName")
          ? []
          : [finding("bootstrap.recovery", "restores from another place than the cluster archives to")]),
        ...(drill.archives ? [finding("spec.plugins", "lets what is restored write into an archive")] : []),
        ...(drill.deletes ? [] : [finding("containers", "leaves a copy of the data behind")]),
        ...((mebibytes(drill.volume) ?? 0) >= (mebibytes(size) ?? Infinity)
          ? []
          : [finding("spec.storage.size", `is less than the ${size ?? "unknown size"} of the cluster`)]),
        ...(isMissed(facts, site, drill.name) ? [] : [finding("PrometheusRule", "nobody is told when it fails")]),
      ],
    };
  },
};

const units: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

function mebibytes(size: string | undefined): number | undefined {
  const found = /^(\d+)(Mi|Gi|Ti)$/.exec(size ?? "");
  return found === null ? undefined : Number(found[1]) * (units[found[2] ?? ""] ?? 1);
}
