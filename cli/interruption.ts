import type { Progress } from "./progress";

/** Someone stopped the command; what stood in the output folders still stands there. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Ends `progress` once `signal` says so, in time for the caller to clean up: at once while it waits for another process, before the
 * next step where the step keeps this process busy.
 */
export const interruptible =
  (progress: Progress, signal: AbortSignal): Progress =>
  (steps) => {
    const interruption = (): Interrupted => new Interrupted("interrupted; nothing was changed");
    const interrupted = new Promise<never>((_, fail) => {
      signal.addEventListener("abort", () => {
        fail(interruption());
      });
    });
    // Nobody hears of it where no step is left to be ended.
    interrupted.catch(() => undefined);
    return progress(
      steps.map(({ title, run }) => ({
        title,
        run: () => {
          if (signal.aborted) throw interruption();
          return Promise.race([run(), interrupted]);
        },
      })),
    );
  };
