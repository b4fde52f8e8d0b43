import type { Progress } from "./progress";

/** Someone stopped the command; what stood in the output folders still stands there. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Ends `progress` before its next step once `signal` says so, in time for the caller to clean up. */
export const interruptible =
  (progress: Progress, signal: AbortSignal): Progress =>
  (steps) =>
    progress(
      steps.map(({ title, run }) => ({
        title,
        run: () => {
          if (signal.aborted) throw new Interrupted("interrupted; nothing was changed");
          return run();
        },
      })),
    );
