import type { Progress } from "./progress";

/** Signals that end a command in order, and what its exit code then is. */
export const interruptions = { SIGINT: 130, SIGTERM: 143 } as const;

/** Someone stopped the command; what stood in the output folders still stands there. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(readonly signal: keyof typeof interruptions) {
    super("interrupted; nothing was changed");
  }
}

/** By which signals end `progress`. */
export class Interruption {
  private heard: Interrupted | undefined;
  private readonly listeners = new Set<(heard: Interrupted) => void>();

  /** The first one counts. */
  readonly hear = (signal: keyof typeof interruptions): void => {
    this.heard ??= new Interrupted(signal);
    for (const listener of this.listeners) listener(this.heard);
  };

  throwIfHeard(): void {
    if (this.heard !== undefined) throw this.heard;
  }

  /** Fails once a signal is heard. */
  async whenHeard(): Promise<never> {
    throw await new Promise<Interrupted>((resolve) => this.listeners.add(resolve));
  }
}

/**
 * Ends `progress` once a signal is heard, in time for the caller to clean up: at once while it waits for another process, before the next step where
 * the step keeps this process busy.
 */
export const interruptible =
  (progress: Progress, interruption: Interruption): Progress =>
  (steps) => {
    const interrupted = interruption.whenHeard();
    // Nobody hears of it where no step is left to be ended.
    interrupted.catch(() => undefined);
    return progress(
      steps.map(({ title, run }) => ({
        title,
        run: () => {
          interruption.throwIfHeard();
          return Promise.race([run(), interrupted]);
        },
      })),
    );
  };
