import { resolve } from "node:path";
import type { Remember, Remembered } from "../lock";
import { Staging, StagingPart } from "../output";
import { EnvironmentWork } from "./environment-work";
import type { LoadedEnvironment } from "./load-environments";
import type { Progress } from "./progress";
import { RefusedFiles } from "./refused-files";

/** What one environment's lock learned. */
export interface Rehearsed {
  readonly name: string;
  readonly remembered: Remembered;
}

/**
 * Synthesizes into a folder that nobody sees, writes the locks and leaves the output as it was: for commands that only want to
 * know what would stand. No lock is written where one environment is refused.
 */
export async function rehearse(
  workingFolder: string,
  loaded: readonly LoadedEnvironment[],
  progress: Progress,
  remember: Remember,
): Promise<readonly Rehearsed[]> {
  const target = { out: resolve(workingFolder, "out"), cdktf: resolve(workingFolder, "cdktf.out") };
  const staging = Staging.open(target, workingFolder);
  try {
    const works = loaded.map(({ environment, file, lock }) => {
      const part = new StagingPart(staging.partOf(environment.name));
      const work = new EnvironmentWork(environment, part, { workingFolder, lock, remember });
      return { file, name: environment.name, part, work };
    });
    await progress(works.map(({ work }) => work.step));
    const refused = works.flatMap(({ file, work: { refusal } }) => (refusal === undefined ? [] : [{ file, refusal }]));
    if (refused.length > 0) throw new RefusedFiles(refused);
    for (const { name, part } of works) staging.takePart(name, part.files);
    staging.commitFiles();
    return works.flatMap(({ name, work: { result } }) =>
      result === undefined ? [] : [{ name, remembered: result.remembered }],
    );
  } finally {
    staging.discard();
  }
}
