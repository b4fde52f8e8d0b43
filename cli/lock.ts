import { recordNews } from "../lock";
import { loadAllEnvironments, loadEnvironments } from "./load-environments";
import { refuseOrphans } from "./orphaned-locks";
import type { Outcome } from "./outcome";
import type { Progress } from "./progress";
import { rehearse } from "./rehearsal";
import { describeNews } from "./recorded-news";

export interface LockRequest {
  readonly workingFolder: string;
  /** None means all. */
  readonly environments: readonly string[];
  readonly progress: Progress;
}

export interface Locked {
  readonly format: "bestek.locked/1";
  readonly environments: readonly { readonly name: string; readonly recorded: readonly string[] }[];
}

/** Records in the locks what is new, and nothing else: no output is written, and what is gone is refused as ever. */
export async function lock({ workingFolder, environments: names, progress }: LockRequest): Promise<Outcome<Locked>> {
  const loaded =
    names.length === 0 ? await loadAllEnvironments(workingFolder) : await loadEnvironments(workingFolder, names);
  if (names.length === 0) refuseOrphans(workingFolder, loaded);
  const environments = (await rehearse(workingFolder, loaded, progress, recordNews)).map(
    ({ name, remembered: { news } }) => ({ name, recorded: news }),
  );
  return {
    exitCode: 0,
    data: { format: "bestek.locked/1", environments },
    lines: environments.flatMap(({ name, recorded }) =>
      recorded.length === 0 ? [`✔ ${name}: the lock says everything already`] : describeNews(name, recorded, Infinity),
    ),
  };
}
