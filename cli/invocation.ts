import type { Processes } from "./processes";
import type { Progress } from "./progress";

/** Everything a command line may know of the world around it; read once, in `main.ts`. */
export interface Invocation {
  /** Words after `bestek`. */
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Today's date in UTC, ISO 8601. */
  readonly today: () => string;
  readonly screen: Screen;
  readonly processes: Processes;
}

/** Where text goes. */
export interface Screen {
  /** Results, to standard output, exactly as given. */
  readonly write: (text: string) => void;
  /** Refusals and mistakes, to standard error, exactly as given. */
  readonly complain: (text: string) => void;
  /** How long commands show how far they are, before the results. */
  readonly progress: Progress;
}
