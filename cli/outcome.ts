/**
 * 0: everything holds; 1: a finding or a refusal; 2: the command was used wrongly; 3: a program that bestek does not bring is missing, and nothing was
 * shown; 130 and 143: SIGINT and SIGTERM ended it, as a shell says it.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130 | 143;

/** What a command found: for programs, for people, and for the shell. Commands return it; `main.ts` prints it. */
export interface Outcome<Data = unknown> {
  readonly exitCode: ExitCode;
  /** Printed with `--json`. */
  readonly data: Data;
  /** Printed without it. */
  readonly lines: readonly string[];
}
