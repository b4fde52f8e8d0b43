import { StagingPart, type Staging } from "../output";
import type { LoadedEnvironment } from "./load-environments";
import { remembers, type LockUse } from "./lock-use";
import type { Processes } from "./processes";
import { SideBySide } from "./side-by-side";
import { synthesizeEnvironment, type Ended } from "./synthesize-environment";

/** Writes each environment into its part of a staging folder, in whichever process. */
export interface Synthesizer {
  readonly synthesize: (entry: LoadedEnvironment) => Ended | Promise<Ended>;
  /** When it has returned, nobody writes any more. */
  readonly stop: () => Promise<void>;
}

/** How environments become files. */
export interface Way {
  readonly workingFolder: string;
  readonly lock: LockUse;
  readonly staging: Staging;
  /** Where an environment's output will stand, from the working folder. */
  readonly folderOf: (environment: string) => string;
}

/** One environment after the other, here. */
export const inThisProcess = ({ workingFolder, lock, staging, folderOf }: Way): Synthesizer => ({
  synthesize: ({ environment, lock: known }) =>
    synthesizeEnvironment(
      environment,
      new StagingPart(staging.partOf(environment.name)),
      { workingFolder, lock: known, remember: remembers[lock] },
      folderOf(environment.name),
    ),
  stop: () => Promise.resolve(),
});

/** Several at once; the first call of `synthesize` starts them all. */
export function inOtherProcesses(
  { workingFolder, lock, staging, folderOf }: Way,
  loaded: readonly LoadedEnvironment[],
  processes: Processes,
): Synthesizer {
  const tasks = largestFirst(loaded).map(({ environment: { name }, file }) => {
    return { workingFolder, file, name, folder: folderOf(name), part: staging.partOf(name), lock };
  });
  let running: SideBySide | undefined;
  return {
    synthesize: async ({ environment: { name } }) => {
      running ??= new SideBySide(tasks, processes);
      const ended = await running.ended(name);
      if (ended.kind === "fault") throw ended.error;
      return ended;
    },
    stop: async () => running?.stop(),
  };
}

/** By the stacks that each is known to have: where the largest comes last, the others' processes wait for it with nothing to do. */
const largestFirst = (loaded: readonly LoadedEnvironment[]): readonly LoadedEnvironment[] =>
  loaded.toSorted((a, b) => (b.lock?.stacks.length ?? 0) - (a.lock?.stacks.length ?? 0));
