/** One step of a runbook: what to do and how, in the environment's own names. */
export interface RunbookStep {
  readonly title: string;
  readonly text: readonly string[];
  readonly commands: readonly string[];
}
